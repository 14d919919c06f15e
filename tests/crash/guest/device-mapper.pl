# Device mapper by ioctl(2), linux/dm-ioctl.h, for x86-64: dmsetup(8) would be one more package to install, and every
# process that starts in the guest costs 0.1 s.
package DeviceMapper;
use strict;
use warnings;
use Fcntl;

my %NR = (create => 3, remove => 4, suspend => 6, table_load => 9, target_message => 14);
my $HEADER_BYTES = 312; # sizeof(struct dm_ioctl)
my $BUFFER_BYTES = 4096;
my $control;

sub request {
  my ($what, $name, $targets, $payload) = @_;
  $control or sysopen $control, '/dev/mapper/control', O_RDWR or die "/dev/mapper/control: $!\n";
  # version[3], data_size, data_start, target_count, open_count, flags, event_nr, padding, dev, name, uuid, data
  my $header = pack 'L3 L L L l L L L Q a128 a129 x7', 4, 0, 0, $BUFFER_BYTES, $HEADER_BYTES, $targets, 0, 0, 0, 0, 0, $name, '';
  my $buffer = $header . $payload . "\0" x ($BUFFER_BYTES - $HEADER_BYTES - length $payload);
  ioctl $control, 0xC138FD00 | $NR{$what}, $buffer or die "device mapper $what $name: $!\n";
  return $buffer;
}

# Makes a device of one target and returns its path.
sub create {
  my ($name, $sectors, $type, $parameters) = @_;
  my $dev = unpack 'Q', substr request('create', $name, 0, ''), 40, 8;
  my $spec = pack 'Q Q l L a16 Z*', 0, $sectors, 0, 0, $type, $parameters;
  request('table_load', $name, 1, $spec);
  request('suspend', $name, 0, ''); # without the suspend flag: resume, which makes the table live
  return '/dev/dm-' . (($dev & 0xff) | (($dev >> 12) & ~0xff));
}

sub remove { request('remove', shift, 0, '') }

# Writes a named mark into the log: it stands behind everything that was flushed before.
sub mark { request('target_message', 'log', 0, pack 'Q Z*', 0, 'mark ' . shift) }

1;
