# perl prepare.pl ORDER: makes of a fresh ESP what a scenario begins with, through the kernel, see matrix-esp.ts. ORDER
# is a Perl hash: esp, parents (directories whose slots are laid out, each with its live names), stage (same, next,
# before), before and after (commands, by exit code), trees (paths of directories to half copy, as bootupd would have
# left them).
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/../controls/esp.pl";

my ($SLOT, $SLOTS) = (32, 16);
my $ROOM_BEFORE = 5;
my $order = do $ARGV[0] or die "cannot read the order $ARGV[0]: $@ $!";
my $esp = $order->{esp};
my $pads = 0;

# The slot behind each name's last one: a name's position is what readdir has come to after it.
sub ends {
  my $path = shift;
  opendir my $all, $path or die "read $path: $!\n";
  my %end;
  while (defined(my $name = readdir $all)) { $end{uc $name} = telldir($all) / $SLOT }
  return %end;
}

sub pad {
  my $parent = shift;
  my $name = sprintf 'PAD%03d', $pads++;
  Esp::put_empty("$parent/$name");
  return $name;
}

# Pads until the sector of `live`, or a later one that a pad has got into, has no free slot.
sub fill_sector {
  my ($parent, $live) = @_;
  my %end = ends($parent);
  return if $end{uc $live} % $SLOTS == 0 && !grep { $_ == $end{uc $live} + 1 } values %end;
  while (1) {
    my $name = pad($parent);
    my $slot = { ends($parent) }->{$name};
    last if $slot > $end{uc $live} && $slot % $SLOTS == 0;
  }
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
  my %end = ends($parent);
  my ($last) = sort { $end{uc $b} <=> $end{uc $a} } @names;
  fill_sector($parent, $last);
  unlink "$parent/$_" for @before;
}

sub lay_out {
  my ($parent, @names) = @_;
  return if $order->{stage} eq 'same';
  return make_room_before($parent, @names) if $order->{stage} eq 'before';
  my %end = ends($parent);
  my ($last) = sort { $end{uc $b} <=> $end{uc $a} } @names;
  fill_sector($parent, $last);
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
  my %end = ends("$esp/$_->[0]");
  print "slots $_->[0] ", join(' ', map { "$_=" . ($end{$_} - 1) } sort { $end{$a} <=> $end{$b} } keys %end), "\n";
}
