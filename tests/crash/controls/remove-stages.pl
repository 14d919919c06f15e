# perl remove-stages.pl EFI: bootupd's cleanup_tmp, the recovery that must not be.
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/../../lab/esp.pl";

my $efi = shift;
Esp::remove_tree("$efi/$_") for grep { /^\.btmp\./ } Esp::names($efi);
