# Runs a command on many states of one disk, each time with every block write recorded, see guest-driver.ts.
# It is the guest's command: disk and log are the guest's first two disks, and nothing is mounted when it starts.
# For each state: write it to the disk past the log, mark "begin-N", mount, run the command, unmount, flush,
# mark "end-N", put the disk back. A line "N mounted exit milliseconds" goes to the results (mounted: 2 if all but the
# state directory).
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/device-mapper.pl";

my %NR = (fsync => 74, mount => 165, umount2 => 166, clock_gettime => 228);
my ($BLKFLSBUF, $SECTOR, $CHUNK) = (0x1261, 512, 1 << 20);
my ($MARK_FLAG, $DISCARD_FLAG) = (8, 4);
my $order = do $ARGV[0] or die "cannot read the order $ARGV[0]: $@ $!";
my (%device, $disk, $log, $base, $pack);
my ($disk_path, $log_path) = split ' ', $ENV{BOOTSWAP_GUEST_DISKS};
my ($log_position, $seen) = (1, 0);
$| = 1;

sub fsync { syscall($NR{fsync}, fileno shift) >= 0 or die "fsync: $!\n" }

# Device mapper writes below the page cache of the disks: what is cached there is stale.
sub drop_cache { ioctl shift, $BLKFLSBUF, 0 or die "BLKFLSBUF: $!\n" }

sub read_at {
  my ($file, $sector, $count) = @_;
  sysseek $file, $sector * $SECTOR, 0 or die "seek: $!\n";
  my $bytes = '';
  while (length $bytes < $count * $SECTOR) {
    sysread $file, $bytes, $count * $SECTOR - length $bytes, length $bytes or die "read at $sector: $!\n";
  }
  return $bytes;
}

sub write_at {
  my ($sector, $bytes) = @_;
  sysseek $disk, $sector * $SECTOR, 0 or die "seek: $!\n";
  my $done = 0;
  while ($done < length $bytes) { $done += syswrite $disk, $bytes, length($bytes) - $done, $done or die "write at $sector: $!\n" }
}

sub restore {
  my ($sector, $count) = @_;
  for (my $at = 0; $at < $count; $at += $CHUNK / $SECTOR) {
    my $some = $count - $at < $CHUNK / $SECTOR ? $count - $at : $CHUNK / $SECTOR;
    write_at($sector + $at, read_at($base, $sector + $at, $some));
  }
}

# One state in the pack: number and count of runs (Q Q), then for each run sector, sectors (Q Q) and the bytes.
sub apply_state {
  my @runs;
  return if read($pack, my $head, 16) != 16;
  my ($number, $count) = unpack 'Q Q', $head;
  for (1 .. $count) {
    read($pack, my $run, 16) == 16 or die "the pack ends early\n";
    my ($sector, $sectors) = unpack 'Q Q', $run;
    read($pack, my $bytes, $sectors * $SECTOR) == $sectors * $SECTOR or die "the pack ends early\n";
    write_at($sector, $bytes);
    push @runs, [$sector, $sectors];
  }
  fsync($disk);
  drop_cache($disk);
  return ($number, \@runs);
}

# Puts back what the state and the command changed; the log says what the latter was.
sub undo {
  my ($runs) = @_;
  drop_cache($log);
  my $entries = unpack 'Q', substr read_at($log, 0, 1), 16, 8;
  for (; $seen < $entries; $seen++) {
    my ($sector, $count, $flags) = unpack 'Q Q Q', read_at($log, $log_position++, 1);
    next if $flags & $MARK_FLAG;
    $log_position += $count unless $flags & $DISCARD_FLAG;
    push @$runs, [$sector, $count];
  }
  restore(@$_) for @$runs;
  fsync($disk);
  drop_cache($disk);
}

sub make_path {
  my $path = '';
  for (grep { length } split m{/}, shift) { $path .= "/$_"; -d $path or mkdir $path or die "mkdir $path: $!\n" }
}

sub mount {
  my ($type, $source, $target, $flags, $data) = @_;
  make_path($target);
  return syscall($NR{mount}, $source, $target, $type, $flags + 0, $data) >= 0;
}

sub unmount {
  my $target = shift;
  syscall($NR{umount2}, $target, 0) >= 0 or die "unmount $target: $!\n";
}

sub milliseconds {
  my $time = "\0" x 16;
  syscall $NR{clock_gettime}, 1, $time;
  my ($seconds, $nanoseconds) = unpack 'Q Q', $time;
  return 1000 * $seconds + $nanoseconds / 1e6;
}

sub become {
  my ($command, $input) = @_;
  setpgrp;
  open STDIN, '<', '/dev/null' if !$input;
  open STDIN, '<&', $input or die "dup: $!\n" if $input;
  $ENV{$_} = $order->{env}{$_} for keys %{ $order->{env} };
  exec { $command->[0] } @$command or print "cannot run $command->[0]: $!\n";
  require POSIX;
  POSIX::_exit(127);
}

sub launch {
  my $command = shift;
  defined(my $child = fork) or die "fork: $!\n";
  become($command) if $child == 0;
  return $child;
}

# One process for all states. Its replies come through a FIFO, which this end holds open in both directions.
my ($REPLY, %server) = ('/run/bootswap-crash-reply');

sub start_server {
  require POSIX;
  -e $REPLY or POSIX::mkfifo($REPLY, 0600) or die "mkfifo: $!\n";
  open $server{replies}, '+<', $REPLY or die "$REPLY: $!\n";
  pipe my $requests, $server{requests} or die "pipe: $!\n";
  $server{requests}->autoflush(1);
  defined($server{pid} = fork) or die "fork: $!\n";
  return if $server{pid};
  $ENV{BOOTSWAP_CRASH_REPLY} = $REPLY;
  become($order->{command}, $requests);
}

sub stop_server {
  my $pid = delete $server{pid} or return;
  kill 'KILL', -$pid;
  waitpid $pid, 0;
  close delete $server{$_} for qw(requests replies);
}

# 124 after the time limit, 125 if it died: the next state gets another one.
sub ask_server {
  start_server() if !$server{pid};
  my ($line, $code) = ('', 124);
  eval {
    local $SIG{PIPE} = 'IGNORE';
    local $SIG{ALRM} = sub { die "late\n" };
    local $SIG{CHLD} = sub { $code = 125; die "gone\n" };
    alarm $order->{timeout_s};
    print { $server{requests} } "go\n";
    sysread $server{replies}, $line, 1, length $line or last while $line !~ /\n/;
  };
  alarm 0;
  return $1 if $line =~ /^(\d+)\n/;
  stop_server();
  return $code;
}

# 124 after the time limit, as timeout(1).
sub run {
  return ask_server() if $order->{is_server};
  my $child = launch($order->{command});
  my $late = 0;
  local $SIG{ALRM} = sub { $late = 1; kill 'KILL', -$child };
  alarm $order->{timeout_s};
  my $ended;
  do { $ended = waitpid $child, 0 } while $ended < 0 && $!{EINTR};
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  alarm 0;
  kill 'KILL', -$child;
  return $late ? 124 : $code;
}

sub run_with_neighbours {
  my @neighbours = map { launch($_) } @{ $order->{neighbours} };
  # They are to be at work when the command begins.
  select undef, undef, undef, 0.3 if @neighbours;
  my $code = run();
  for (@neighbours) { kill 'KILL', -$_; kill 'KILL', $_; waitpid $_, 0 }
  return $code;
}

sub work {
  my $number = shift;
  DeviceMapper::mark("begin-$number");
  my $state = $order->{state_point};
  my $has_state = $state ne '' && mount('ext4', $device{state}, $state, 0, '');
  my ($mounted, $code, $began) = (0, 0, milliseconds());
  if ($mounted = mount('vfat', $device{esp}, $order->{esp_point}, $order->{esp_flags}, $order->{esp_data})) {
    print "$order->{marker} $number\n";
    $code = run_with_neighbours();
    unmount($order->{esp_point});
  }
  unmount($state) if $has_state;
  open my $whole, '<', $device{log} or die "$device{log}: $!\n";
  fsync($whole); # what was written and never flushed is logged now
  close $whole;
  DeviceMapper::mark("end-$number");
  my $all = $state eq '' || $has_state;
  return sprintf "%d %d %d %d\n", $number, $mounted ? ($all ? 1 : 2) : 0, $code, milliseconds() - $began;
}

sub open_all {
  open $disk, '+<', $disk_path or die "$disk_path: $!\n";
  open $log, '<', $log_path or die "$log_path: $!\n";
  open $base, '<', $order->{base} or die "$order->{base}: $!\n" if $order->{base} ne '';
  open $pack, '<', $order->{pack} or die "$order->{pack}: $!\n" if $order->{pack} ne '';
}

sub make_devices {
  my ($sectors, $esp) = @$order{qw(disk_sectors esp_sectors)};
  $device{log} = DeviceMapper::create('log', $sectors, 'log-writes', "$disk_path $log_path");
  $device{esp} = $device{log};
  return if $esp == $sectors;
  $device{esp} = DeviceMapper::create('esp', $esp, 'linear', "$device{log} 0");
  $device{state} = DeviceMapper::create('state', $sectors - $esp, 'linear', "$device{log} $esp");
}

open_all();
make_devices();
open my $results, '>', $order->{results} or die "$order->{results}: $!\n";
$results->autoflush(1);
if ($order->{pack} eq '') {
  print $results work(0);
} else {
  while (my ($number, $runs) = apply_state()) { print $results work($number); undo($runs) }
}
stop_server();
# Removal waits until the log is complete.
DeviceMapper::remove($_) for exists $device{state} ? qw(state esp log) : qw(log);
close $results or die "$order->{results}: $!\n";
