# Process 1 of the user-mode-linux guest, see uml-guest.ts. Perl, because every process that starts in the guest costs
# 0.1 s there: mount(8), insmod(8) and ip(8) would take longer than everything else. Only what perl-base has (a package
# that every Debian has), and x86-64's system call numbers.
#
# The one argument is a file with the order as a Perl hash (guest-order.ts): run_dir, marker, command, cwd, env, modules,
# mounts (lists of type, source, target, flags, data; each made, parents first, and unmounted in reverse).
# An exit code is left in run_dir only after everything was unmounted: it means that all of it went well.
use strict;
use warnings;
use Socket;

my %NR = (syslog => 103, mount => 165, umount2 => 166, reboot => 169, finit_module => 313);
my ($TCSBRK, $SIOCSIFFLAGS, $IFF_UP) = (0x5409, 0x8914, 1);
my $order = do $ARGV[0] or die "cannot read the order $ARGV[0]: $@ $!";
my @mounted;

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
  make_path($target);
  call("mount $type $source on $target", 'mount', $source, $target, $type, $flags + 0, $data);
  push @mounted, $target;
}

sub load_module {
  my ($path, $parameters) = (shift, '');
  open my $file, '<', $path or die "$path: $!\n";
  call("load $path", 'finit_module', fileno $file, $parameters, 0);
}

sub loopback_up {
  socket my $socket, AF_INET, SOCK_DGRAM, 0 or die "socket: $!\n";
  my $request = pack 'a16 s x22', 'lo', $IFF_UP;
  ioctl $socket, $SIOCSIFFLAGS, $request or die "loopback up: $!\n";
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
  $log = substr $log, 0, $length > 0 ? $length : 0;
  $log =~ s/^<\d+>//mg;
  return $log;
}

sub set_up {
  my $nothing = '';
  syscall $NR{syslog}, 5, $nothing, 0; # what it said while booting is of no use
  mount(@$_) for @{ $order->{base} };
  # From here on failures reach the host.
  mount('hostfs', 'hostfs', $order->{run_dir}, 0, $order->{run_dir});
  loopback_up();
  load_module($_) for @{ $order->{modules} };
  mount(@$_) for @{ $order->{mounts} };
}

sub become_command {
  open STDIN, '<', '/dev/null';
  %ENV = @{ $order->{env} };
  chdir $order->{cwd} and exec { $order->{command}[0] } @{ $order->{command} };
  print "cannot run $order->{command}[0] in $order->{cwd}: $!\n";
  syscall 60, 127; # exit(2) at once: nothing of process 1 may be flushed or run twice
}

sub run_command {
  $| = 1;
  print "$order->{marker}\n";
  defined(my $child = fork) or die "fork: $!\n";
  become_command() if $child == 0;
  1 while (my $ended = wait) != $child; # process 1 reaps orphans, too
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  print "\n$order->{marker}\n";
  return $code;
}

# Reaping all of them means that nothing holds a file on the image any more.
sub tear_down {
  my $keep = shift;
  kill 'KILL', -1;
  1 while wait > 0;
  while (@mounted > $keep) {
    my $target = pop @mounted;
    call("unmount $target", 'umount2', $target, 0);
  }
}

my $keep = @{ $order->{base} } + 1;
my $code = eval { set_up(); my $status = run_command(); tear_down($keep); $status };
leave('kernel.log', kernel_log());
defined $code ? leave('exit-code', $code) : leave('setup-failure', $@);
syscall $NR{umount2}, $order->{run_dir}, 0;
ioctl STDOUT, $TCSBRK, 1; # tcdrain(3): the console has printed everything
syscall $NR{reboot}, 0xfee1dead, 672274793, 0x4321fedc, 0;
