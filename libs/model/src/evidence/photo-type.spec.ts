import fc from 'fast-check';
import { readPhoto, type PhotoReading } from './photo-type';
import { endOfZip, heic, joined, jpeg, png, webp } from './photo.fixture';

const bytes = (text: string): Uint8Array => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
const because = (reading: PhotoReading): string => (reading.ok ? reading.type : reading.because);

describe('the type of a photo', () => {
  it.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp()],
    ['image/heic', heic()],
  ])('%s is known by its bytes', (type, photo) => expect(because(readPhoto(photo))).toBe(type));

  it('a phone may append more pictures to a JPEG', () => {
    expect(because(readPhoto(joined(jpeg(), jpeg(), bytes('motion photo'))))).toBe('image/jpeg');
  });

  it.each([
    ['nothing', bytes(''), 'there are no bytes'],
    [
      'an SVG',
      bytes('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'it is an SVG, which can hold scripts',
    ],
    ['an SVG with a prologue', bytes('<?xml version="1.0"?>\n<!-- a --><svg/ >'), 'it is no JPEG, PNG, WebP or HEIC'],
    ['an SVG that begins with XML', bytes('<?xml version="1.0"?><svg >'), 'it is an SVG, which can hold scripts'],
    ['a page', bytes('\n<!DOCTYPE html><title>x</title>'), 'it is a page or a script'],
    ['a GIF', bytes('GIF89a......'), 'it is a GIF'],
    ['a PDF', bytes('%PDF-1.7'), 'it is a PDF'],
    ['an archive', bytes('PK\x03\x04....'), 'it is an archive'],
    ['a text', bytes('hello'), 'it is no JPEG, PNG, WebP or HEIC'],
    ['a film', joined(bytes('\0\0\0\x10ftypisom\0\0\0\0')), 'it is no JPEG, PNG, WebP or HEIC'],
  ])('%s is refused', (_name, file, expected) => expect(because(readPhoto(file))).toBe(expected));
});

describe('a file that is two things at once', () => {
  it.each([
    ['a script in the comment of a JPEG', jpeg('/*<ScRiPt>alert(1)</script>*/'), 'a page or a script is hidden in it'],
    ['a page in the text of a PNG', png('<html><body>'), 'a page or a script is hidden in it'],
    ['an SVG behind a JPEG', joined(jpeg(), bytes('<svg onload=x>')), 'a page or a script is hidden in it'],
    ['PHP behind a JPEG', joined(jpeg(), bytes('<?php system($x);')), 'a page or a script is hidden in it'],
    ['an archive behind a JPEG', joined(jpeg(), endOfZip()), 'an archive is hidden in it'],
    ['a PDF in the comment of a JPEG', jpeg('%PDF-1.4'), 'a PDF is hidden in it'],
    ['anything behind a PNG', joined(png(), bytes('x')), 'it begins like a PNG and does not go on like it'],
    ['anything behind a WebP', joined(webp(), bytes('xx')), 'it begins like a WebP and does not go on like it'],
    ['anything behind a HEIC', joined(heic(), bytes('xx')), 'it begins like a HEIC and does not go on like it'],
    [
      'a script that begins like a JPEG',
      bytes('\xff\xd8\xff=1;alert(1)//'),
      'it begins like a JPEG and does not go on like it',
    ],
  ])('%s is refused', (_name, file, expected) => expect(because(readPhoto(file))).toBe(expected));

  it('whatever is cut off is no photo', () => {
    for (const photo of [jpeg(), png(), webp(), heic()])
      for (const length of [1, 9, 13, photo.length - 1]) expect(readPhoto(photo.subarray(0, length)).ok).toBe(false);
  });

  it('any bytes at all are answered, also long ones', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(jpeg(), png(), webp(), heic(), bytes('')),
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(400),
        (photo, noise, cut) => {
          const file = joined(photo.subarray(0, cut), noise);
          expect(typeof readPhoto(file).ok).toBe('boolean');
        },
      ),
    );
    expect(readPhoto(joined(jpeg(), new Uint8Array(20_000))).ok).toBe(true);
  });
});
