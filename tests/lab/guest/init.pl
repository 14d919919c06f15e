# Process 1 of the guest, see run-order.ts. Perl, because every process that starts in the guest costs 0.1 s and more
# there: mount(8), insmod(8) and ip(8) would take longer than everything else. Only what perl-base has (a package that
# every Debian has).
#
# init.pl ORDER: carries out one order and powers off. init.pl serve CALLS: prints "ready", reads the path of an order
# from each line of its standard input, and prints the order's marker and "done" once it is carried out, or "spent" if
# the guest is no longer as it was when new. CALLS are the inside of a Perl hash: numbers of system calls.
#
# An order is a file with a Perl hash (order.ts): nr (numbers of system calls), run_dir, marker, command, cwd, env, disks,
# disks_variable, modules, and fresh, run_mounts and mounts (lists of type, source, target, flags, data; each made,
# parents first, and unmounted in reverse). An exit code is left in run_dir only after everything was unmounted: it
# means that all of it went well.
use strict;
use warnings;
use Socket;

my ($TCGETS, $TCSETS, $TCSBRK, $SIOCSIFFLAGS, $IFF_UP) = (0x5401, 0x5402, 0x5409, 0x8914, 1);
my $DISK_WAIT_S = 30;
# `kept`: how many of `mounted` carry the result to the host, and so are unmounted last.
my ($order, %NR, %loaded, @mounted, @disks, $kept);

sub call {
  my ($what, $name, @args) = @_;
  syscall($NR{$name}, @args) >= 0 or die "$what: $!\n";
}

sub make_path {
  my $path = '';
  for (grep { length } split m{/}, shift) { $path .= "/$_"; -d $path or mkdir $path or die "mkdir $path: $!\n" }
}

sub mount {
  my ($type, $source, $target, $flags, $data) = @_;
  $source = $disks[$1] if $source =~ /^disk:(\d+)$/;
  make_path($target);
  call("mount $type $source on $target", 'mount', $source, $target, $type, $flags + 0, $data);
  push @mounted, $target;
  # A share is bound out of a view of all of the host, which the command must not have.
  release_view($1) if $source =~ m{^(/run/bootswap-host/\d+)/};
}

sub release_view {
  my $view = shift;
  call("unmount $view", 'umount2', $view, 0);
  @mounted = grep { $_ ne $view } @mounted;
}

sub unmount_to {
  my $keep = shift;
  while (@mounted > $keep) {
    my $target = pop @mounted;
    call("unmount $target", 'umount2', $target, 0);
  }
}

sub load_module {
  my ($path, $parameters) = (shift, '');
  return if $loaded{$path}++;
  open my $file, '<', $path or die "$path: $!\n";
  call("load $path", 'finit_module', fileno $file, $parameters, 0);
}

sub loopback_up {
  socket my $socket, AF_INET, SOCK_DGRAM, 0 or die "socket: $!\n";
  my $request = pack 'a16 s x22', 'lo', $IFF_UP;
  ioctl $socket, $SIOCSIFFLAGS, $request or die "loopback up: $!\n";
}

# The console must print a line feed as it is, and not what it reads: termios(3) has the words c_iflag, c_oflag, c_cflag,
# c_lflag; OPOST is the first bit of the second, ECHO the fourth bit of the fourth.
sub raw_console {
  my $settings = "\0" x 64;
  ioctl STDOUT, $TCGETS, $settings or return;
  my @words = unpack 'L4', $settings;
  substr $settings, 0, 16, pack 'L4', $words[0], $words[1] & ~1, $words[2], $words[3] & ~8;
  ioctl STDOUT, $TCSETS, $settings;
}

sub leave {
  my ($name, $text) = @_;
  open my $file, '>', "$order->{run_dir}/$name" or return print "$name: $text\n";
  print $file $text;
  close $file or print "$name: $!: $text\n";
}

sub kernel_log {
  my $log = "\0" x (1 << 20);
  my $length = syscall $NR{syslog}, 3, $log, length $log;
  die "read the kernel log: $!\n" if $length < 0;
  $log = substr $log, 0, $length;
  $log =~ s/^<\d+>//mg;
  return $log;
}

# A disk that was plugged in a moment ago is found by its place on the only SCSI host.
sub find_disk {
  my ($place) = shift =~ /^scsi:(\d+)$/ or return shift;
  my $folder = "/sys/bus/scsi/devices/0:0:$place:0/block";
  for (1 .. 100 * $DISK_WAIT_S) {
    my ($name) = map { m{([^/]+)$} } glob "$folder/*";
    return "/dev/$name" if defined $name && -b "/dev/$name";
    select undef, undef, undef, 0.01;
  }
  die "find the disk number $place: it did not appear in $folder\n";
}

sub set_up {
  # Modules first: their files may lie where the run's own /tmp will be.
  my $has_modules = eval { load_module($_) for @{ $order->{modules} }; 1 };
  my $failure = $@;
  mount(@$_) for @{ $order->{fresh} }, @{ $order->{run_mounts} };
  $kept = @mounted;
  # From here on failures reach the host.
  $has_modules or die $failure;
  @disks = map { /^scsi:/ ? find_disk($_) : $_ } @{ $order->{disks} };
  mount(@$_) for @{ $order->{mounts} };
}

sub become_command {
  open STDIN, '<', '/dev/null';
  %ENV = ($order->{disks_variable} => "@disks", @{ $order->{env} });
  chdir $order->{cwd} and exec { $order->{command}[0] } @{ $order->{command} };
  print "cannot run $order->{command}[0] in $order->{cwd}: $!\n";
  syscall $NR{exit}, 127; # at once: nothing of process 1 may be flushed or run twice
}

sub run_command {
  print "$order->{marker}\n";
  defined(my $child = fork) or die "fork: $!\n";
  become_command() if $child == 0;
  1 while (my $ended = wait) != $child; # process 1 reaps orphans, too
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  print "\n$order->{marker}\n";
  return $code;
}

# Reaping all of them means that nothing holds a file on the image any more.
sub kill_all {
  kill 'KILL', -1;
  1 while wait > 0;
}

# The kernel must have let go of disks before QEMU takes them out, or the next run finds the old ones in their place.
sub forget_disks {
  for my $place (map { /^scsi:(\d+)$/ ? $1 : () } @{ $order->{disks} }) {
    my $path = "/sys/bus/scsi/devices/0:0:$place:0/delete";
    -e $path or next;
    open my $file, '>', $path or die "$path: $!\n";
    print $file 1;
    close $file or die "$path: $!\n";
  }
}

sub mount_table {
  open my $file, '<', '/proc/self/mounts' or die "/proc/self/mounts: $!\n";
  local $/;
  return scalar <$file>;
}

# Leaves the result, and returns true if the guest is as it was before.
sub carry_out {
  ($order) = @_;
  %NR = %{ $order->{nr} };
  my ($before, $nothing) = (scalar @mounted, '');
  my $table = mount_table();
  syscall $NR{syslog}, 5, $nothing, 0; # what was said before is of no use
  my $code = eval { set_up(); my $status = run_command(); kill_all(); unmount_to($kept); $status };
  my $failure = $@;
  kill_all();
  my $log = eval { kernel_log() };
  ($code, $failure) = (undef, $@) if !defined $log;
  leave('kernel.log', $log // '');
  defined $code ? leave('exit-code', $code) : leave('setup-failure', $failure);
  my $is_clean = eval { unmount_to($before); forget_disks(); mount_table() eq $table };
  return $is_clean && defined $code && !glob '/sys/block/dm-*';
}

sub read_order {
  my $path = shift;
  return (do $path) // die "cannot read the order $path: $@ $!";
}

sub serve {
  %NR = eval shift;
  print "ready\n";
  while (defined(my $path = <STDIN>)) {
    chomp $path;
    my $is_fresh = carry_out(read_order($path));
    print "$order->{marker} ", $is_fresh ? 'done' : 'spent', "\n";
  }
}

sub power_off {
  ioctl STDOUT, $TCSBRK, 1; # tcdrain(3): the console has printed everything
  syscall $NR{reboot}, 0xfee1dead, 672274793, 0x4321fedc, 0;
}

sub begin {
  $| = 1;
  raw_console();
  mount(@$_) for ['proc', 'proc', '/proc', 0, ''], ['sysfs', 'sysfs', '/sys', 0, ''], ['devpts', 'devpts', '/dev/pts', 0, ''];
  loopback_up();
}

if ($ARGV[0] eq 'serve') {
  %NR = eval $ARGV[1];
  begin();
  serve($ARGV[1]);
} else {
  my $only = read_order($ARGV[0]);
  %NR = %{ $only->{nr} };
  begin();
  carry_out($only);
  power_off();
}
