# perl cost-guest.pl RESULTS ESP STATE COMMAND...: the guest's command, see cost-guest.ts. Mounts the first disk as vfat at ESP
# and the second as ext4 at STATE, runs COMMAND, unmounts, and says in RESULTS what it took: `wall MS EXITCODE`,
# `esp BYTES FLUSHES` and `state …` for what each disk was given from after its mount until after its unmount, by the kernel's own
# count (Documentation/block/stat.rst), and each line that the command printed with when it came, `line MS TEXT`.
use strict;
use warnings;

my %NR = (mount => 165, umount2 => 166, clock_gettime => 228);
my $SECTOR = 512;
my ($results, $esp, $state, @command) = @ARGV;
my %device;
@device{qw(esp state)} = split ' ', $ENV{BOOTSWAP_GUEST_DISKS};

sub milliseconds {
  my $time = "\0" x 16;
  syscall $NR{clock_gettime}, 1, $time;
  my ($seconds, $nanoseconds) = unpack 'Q Q', $time;
  return 1000 * $seconds + $nanoseconds / 1e6;
}

sub mount {
  my ($device, $target, $type, $options) = @_;
  -d $target or mkdir $target or die "mkdir $target: $!\n";
  syscall($NR{mount}, $device, $target, $type, 0, $options) >= 0 or die "mount $device: $!\n";
}

sub unmount {
  my $target = shift;
  syscall($NR{umount2}, $target, 0) >= 0 or die "unmount $target: $!\n";
}

# Sectors written, and flushes, so far.
sub counters {
  my ($disk) = $device{ +shift } =~ m{([^/]+)$};
  open my $file, '<', "/sys/block/$disk/stat" or die "stat of $disk: $!\n";
  return (split ' ', <$file>)[6, 15];
}

mount($device{state}, $state, 'ext4', '');
mount($device{esp}, $esp, 'vfat', 'umask=0077,iocharset=ascii');
my %before = map { $_ => [counters($_)] } qw(esp state);
my ($began, @lines) = (milliseconds());
defined(my $child = open my $output, '-|') or die "fork: $!\n";
if ($child == 0) {
  open STDERR, '>&', \*STDOUT;
  exec { $command[0] } @command or die "$command[0]: $!\n";
}
push @lines, sprintf 'line %d %s', milliseconds() - $began, $_ while <$output>;
close $output;
my @wall = (milliseconds() - $began, $? & 127 ? 128 + ($? & 127) : $? >> 8);
unmount($_) for $esp, $state;
open my $out, '>', $results or die "$results: $!\n";
printf $out "wall %d %d\n", @wall;
for my $disk (qw(esp state)) {
  my ($sectors, $flushes) = counters($disk);
  printf $out "%s %d %d\n", $disk, ($sectors - $before{$disk}[0]) * $SECTOR, $flushes - $before{$disk}[1];
}
print $out @lines;
close $out or die "$results: $!\n";
