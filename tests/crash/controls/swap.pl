# perl swap.pl ORDER EFI NEW NAME...: replaces each directory NAME below EFI by the one below NEW, in one of several
# orders. Only `proven` is right; each of the others leaves out, or misplaces, one thing.
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/../../lab/esp.pl";

my ($how, $efi, $new, @names) = @ARGV;
my %stage = map { $_ => "$efi/.btmp.$_" } @names;

sub stage { Esp::copy_tree("$efi/$_", $stage{$_}), Esp::copy_tree("$new/$_", $stage{$_}) for @names }
sub exchange { Esp::exchange($stage{$_}, "$efi/$_") for @names }
sub remove { Esp::remove_tree($stage{$_}) for @names }

sub commit { exchange(); Esp::barrier($efi) }

sub remove_open_first {
  my @open = map { Esp::open_tree($stage{$_}) } @names;
  remove();
  Esp::barrier($efi);
  undef @open;
  Esp::barrier($efi);
}

my %orders = (
  proven => sub { Esp::barrier($efi); stage(); Esp::barrier($efi); commit(); remove_open_first() },
  # bootupd: cleanup_tmp, copy, write, exchange, syncfs, remove, syncfs
  bootupd => sub { stage(); exchange(); Esp::syncfs($efi); remove(); Esp::syncfs($efi) },
  'no-barrier' => sub { Esp::barrier($efi); stage(); commit(); remove_open_first() },
  'fsync-parent' => sub { Esp::barrier($efi); stage(); Esp::barrier($efi); exchange(); Esp::fsync($efi); remove(); Esp::barrier($efi) },
  'delete-before-flush' => sub { Esp::barrier($efi); stage(); Esp::barrier($efi); exchange(); remove(); Esp::barrier($efi) },
);
($orders{$how} or die "no order $how\n")->();
