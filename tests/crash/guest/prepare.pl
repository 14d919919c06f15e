# perl prepare.pl ORDER: makes of a fresh ESP what a scenario begins with, through the kernel, see matrix-esp.ts. ORDER
# is a Perl hash: esp, parents (directories whose slots are laid out, each with its live names), stage (same, next,
# before), fixed_root (whether it cannot grow), before and after (commands, by exit code), trees (paths of directories
# to half copy, as bootupd would have left them).
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/../../lab/esp.pl";

my ($SLOT, $SLOTS) = (32, 16);
my $ROOM_BEFORE = 5;
my $order = do $ARGV[0] or die "cannot read the order $ARGV[0]: $@ $!";
my $esp = $order->{esp};
my $pads = 0;

# Each name's first slot: where readdir stands before it comes to the name. (Behind the last one it runs on to the end.)
sub slots {
  my $path = shift;
  opendir my $all, $path or die "read $path: $!\n";
  my ($at, %slot) = (telldir $all);
  while (defined(my $name = readdir $all)) { $slot{uc $name} = $at / $SLOT; $at = telldir $all }
  return %slot;
}

sub pad {
  my $parent = shift;
  my $name = sprintf 'PAD%03d', $pads++;
  Esp::put_empty("$parent/$name");
  return $name;
}

# Pads until no slot is free in the sector of `live`, which may have a long name's slot before its own, nor before it.
sub fill_sector {
  my ($parent, $live) = @_;
  my %slot = slots($parent);
  my $last = $slot{uc $live} + 1;
  while (1) {
    my $name = pad($parent);
    my $at = { slots($parent) }->{$name};
    last if $at > $last && $at % $SLOTS == $SLOTS - 1;
  }
}

# Every slot of a root directory that cannot grow.
sub fill_root {
  my $root = shift;
  1 while eval { pad($root) };
  die $@ if $@ !~ /No space left/;
}

sub last_of {
  my ($parent, @names) = @_;
  my %slot = slots($parent);
  return (sort { $slot{uc $b} <=> $slot{uc $a} } @names)[0];
}

# The live entries move behind some pads; when these are gone, what is free is before them.
sub make_room_before {
  my ($parent, @names) = @_;
  my $aside = "$esp/ASIDE";
  mkdir $aside or die "mkdir $aside: $!\n";
  rename "$parent/$_", "$aside/$_" or die "move $_: $!\n" for @names;
  my @before = map { pad($parent) } 1 .. $ROOM_BEFORE;
  rename "$aside/$_", "$parent/$_" or die "move $_ back: $!\n" for @names;
  rmdir $aside or die "rmdir $aside: $!\n";
  if ($parent eq "$esp/" && $order->{fixed_root}) { fill_root($parent) }
  else { fill_sector($parent, last_of($parent, @names)) }
  unlink "$parent/$_" for @before;
}

# A directory never shrinks: what lay in its next sector is gone, the sector stays. A live one must not grow by itself.
sub make_room_behind {
  my $parent = shift;
  unlink "$parent/" . pad($parent);
}

sub lay_out {
  my ($parent, @names) = @_;
  return if $order->{stage} eq 'same';
  return make_room_before($parent, @names) if $order->{stage} eq 'before';
  fill_sector($parent, last_of($parent, @names));
  make_room_behind($parent);
}

sub run_all {
  for (@_) {
    my ($expected, $env, @command) = @$_;
    local %ENV = (%ENV, %$env);
    system { $command[0] } @command;
    my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    die "$command[1] ended with $code, not $expected\n" if $code != $expected;
  }
}

# As bootupd is interrupted: its copy has some of the files, the last of them short.
sub half_copy {
  my ($from, $to) = @_;
  mkdir $to or die "mkdir $to: $!\n";
  for my $name (Esp::names($from)) {
    next if -d "$from/$name";
    my $bytes = Esp::slurp("$from/$name");
    Esp::put("$to/$name", substr $bytes, 0, 700);
  }
}

run_all(@{ $order->{before} });
lay_out("$esp/$_->[0]", @$_[1 .. $#$_]) for @{ $order->{parents} };
run_all(@{ $order->{after} });
half_copy("$esp/$_->[0]", "$esp/$_->[1]") for @{ $order->{trees} };
Esp::barrier($esp);
# What the laid out directories hold, so that what is foreign there is known.
for (@{ $order->{parents} }) {
  my %slot = slots("$esp/$_->[0]");
  print "slots $_->[0] ", join(' ', map { "$_=$slot{$_}" } sort { $slot{$a} <=> $slot{$b} } keys %slot), "\n";
}
