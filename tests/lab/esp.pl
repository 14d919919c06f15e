# What the control scripts do to a tree, with system calls and nothing else (x86-64).
package Esp;
use strict;
use warnings;
use Fcntl;

my %NR = (fsync => 74, syncfs => 306, renameat2 => 316);
my ($AT_FDCWD, $EXCHANGE) = (-100, 2);

sub directory {
  my $path = shift;
  sysopen my $directory, $path, O_RDONLY | O_DIRECTORY or die "open $path: $!\n";
  return $directory;
}

sub names {
  my $path = shift;
  opendir my $all, $path or die "read $path: $!\n";
  return sort grep { !/^\.\.?$/ } readdir $all;
}

sub slurp {
  my $path = shift;
  open my $in, '<:raw', $path or die "open $path: $!\n";
  local $/;
  return scalar <$in>;
}

sub put {
  my ($path, $bytes) = @_;
  open my $out, '>:raw', $path or die "create $path: $!\n";
  print $out $bytes or die "write $path: $!\n";
  close $out or die "close $path: $!\n";
}

sub put_empty {
  my $path = shift;
  open my $out, '>', $path or die "create $path: $!\n";
  close $out;
}

sub copy_tree {
  my ($from, $to) = @_;
  -d $to or mkdir $to or die "mkdir $to: $!\n";
  for my $name (names($from)) {
    -d "$from/$name" ? copy_tree("$from/$name", "$to/$name") : put("$to/$name", slurp("$from/$name"));
  }
}

sub remove_tree {
  my $path = shift;
  if (-d $path) { remove_tree("$path/$_") for names($path); rmdir $path or print "rmdir $path: $!\n" }
  else { unlink $path or print "unlink $path: $!\n" }
}

sub exchange {
  my ($one, $other) = @_;
  syscall($NR{renameat2}, $AT_FDCWD, $one, $AT_FDCWD, $other, $EXCHANGE) >= 0 or die "exchange $one: $!\n";
}

sub syncfs { my $open = directory(shift); syscall($NR{syncfs}, fileno $open) >= 0 or die "syncfs: $!\n" }
sub fsync { my $open = directory(shift); syscall($NR{fsync}, fileno $open) >= 0 or die "fsync: $!\n" }
sub sync_file {
  my $path = shift;
  open my $file, '<', $path or die "open $path: $!\n";
  syscall($NR{fsync}, fileno $file) >= 0 or die "fsync $path: $!\n";
}

sub barrier { syncfs($_[0]); fsync($_[0]) }

# Every file and directory of a tree, open: what is deleted then keeps its clusters until they are closed.
sub open_tree {
  my $path = shift;
  my @open = directory($path);
  for my $name (names($path)) {
    if (-d "$path/$name") { push @open, open_tree("$path/$name"); next }
    open my $file, '<', "$path/$name" or die "open $path/$name: $!\n";
    push @open, $file;
  }
  return @open;
}

1;
