# perl tests/crash/guest/mark.pl NAME: lets a command that is being recorded set a mark. The log's device is `log`.
use strict;
use warnings;

my ($HERE) = $0 =~ m{(.*)/};
require "$HERE/device-mapper.pl";

DeviceMapper::mark($ARGV[0]);
