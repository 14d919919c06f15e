# perl bootupd-order.pl LIB EFI NEW NAME...: replaces each directory NAME below EFI by itself with the files of NEW/NAME
# over it, in bootupd's order: copy, write, exchange, syncfs, remove, syncfs. No barrier before the exchange, no flush of
# the drive, nothing read back. As tests/crash/controls/swap.pl does it (LIB is tests/lab, where esp.pl is), but copying through one
# small buffer, as cp does: reading whole files into memory costs more in user-mode-linux than all the rest, and would
# flatter whatever is compared with it.
use strict;
use warnings;

my ($LIB, $efi, $new, @names) = @ARGV;
require "$LIB/esp.pl";

my $CHUNK = 1 << 18;
my $buffer = '';
my %stage = map { $_ => "$efi/.btmp.$_" } @names;

sub copy_file {
  my ($from, $to) = @_;
  open my $in, '<:raw', $from or die "open $from: $!\n";
  open my $out, '>:raw', $to or die "create $to: $!\n";
  while (my $count = sysread $in, $buffer, $CHUNK) {
    my $done = 0;
    $done += syswrite $out, $buffer, $count - $done, $done or die "write $to: $!\n" while $done < $count;
  }
  close $out or die "close $to: $!\n";
}

sub copy_tree {
  my ($from, $to) = @_;
  -d $to or mkdir $to or die "mkdir $to: $!\n";
  for my $name (Esp::names($from)) {
    my $copy = -d "$from/$name" ? \&copy_tree : \&copy_file;
    $copy->("$from/$name", "$to/$name");
  }
}

copy_tree("$efi/$_", $stage{$_}), copy_tree("$new/$_", $stage{$_}) for @names;
Esp::exchange($stage{$_}, "$efi/$_") for @names;
Esp::syncfs($efi);
Esp::remove_tree($stage{$_}) for @names;
Esp::syncfs($efi);
