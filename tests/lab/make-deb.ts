/** Writes .deb files by hand, byte by byte, so that they can hold what dpkg-deb --build would not make. */

export type Member = { name: string; content?: string; linkTo?: string };

const BLOCK = 512;

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** A ustar header (POSIX.1-1988) with its content, padded to blocks. */
const tarMember = ({ name, content = '', linkTo }: Member): Buffer => {
  const body = Buffer.from(linkTo === undefined ? content : '');
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(body.length, 12) + octal(0, 12), 100);
  header.write(' '.repeat(8), 148);
  header.write(linkTo === undefined ? '0' : '2', 156);
  header.write(linkTo ?? '', 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);
};

const tar = (members: readonly Member[]): Buffer =>
  Buffer.concat([...members.map(tarMember), Buffer.alloc(2 * BLOCK)]);

const arMember = (name: string, body: Buffer): Buffer => {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}`;
  const padding = Buffer.from(body.length % 2 === 1 ? '\n' : '');
  return Buffer.concat([Buffer.from(`${header}${String(body.length).padEnd(10)}\`\n`), body, padding]);
};

/** A binary package, format 2.0 (deb(5)), with these control fields and members. */
export const makeDeb = (control: Record<string, string>, members: readonly Member[]): Buffer => {
  const lines = Object.entries(control).map(([field, value]) => `${field}: ${value}\n`);
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    arMember('debian-binary', Buffer.from('2.0\n')),
    arMember('control.tar', tar([{ name: './control', content: lines.join('') }])),
    arMember('data.tar', tar(members)),
  ]);
};

export const debianControl = (changes: Record<string, string> = {}): Record<string, string> => ({
  Package: 'shim-signed',
  Version: '1.51+16.1-2',
  Architecture: 'amd64',
  Maintainer: 'Debian EFI Team <debian-efi@lists.debian.org>',
  Description: 'test',
  ...changes,
});
