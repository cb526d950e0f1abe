import { CHAMPS } from './corps-hostiles.ts'

const FORMULAIRE = 'application/x-www-form-urlencoded'
/** What a form may weigh. */
const POIDS = 1024 * 1024
const FIN = '\r\n'
const partie = (entetes: string, contenu = 'x') => `--b${FIN}${entetes}${FIN}${FIN}${contenu}${FIN}`
const nommee = (nom: string) => `Content-Disposition: form-data; name="${nom}"`

/** The same in every field that our forms have, up to the weight of a form: whichever is read, it is read there. */
const partout = (motif: string, debut = '', fin = '') => {
  const octets = (s: string) => Buffer.byteLength(s)
  const place = Math.floor((POIDS - 20_000) / CHAMPS.length) - octets(debut) - octets(fin)
  const valeur = debut + motif.repeat(Math.floor(place / octets(motif))) + fin
  return CHAMPS.map(c => `${c}=${valeur}`).join('&')
}
const seul = (nom: string, motif: string, debut = '', fin = '') =>
  `${nom}=${debut}${motif.repeat(Math.floor((POIDS - 100) / Buffer.byteLength(motif)))}${fin}`

/** What holds a reader up longest, kind by kind: its name, the type that it announces, its bytes. */
export const PIRES_OCTETS: readonly { nom: string; type: string; corps: Buffer }[] = (
  [
    ['des accents sans fin dans chaque champ', FORMULAIRE, partout('\u0301\u0323', 'e')],
    ['60 000 accents doubles dans un texte', FORMULAIRE, `sens=favorable&texte=e${'\u0301\u0323'.repeat(60_000)}`],
    ['des accents que des signes invisibles séparent', FORMULAIRE, partout('\u0301\u200e\u0323\u202e', 'e')],
    ['250 000 champs', FORMULAIRE, 'a=b&'.repeat(250_000)],
    ['100 000 noms', FORMULAIRE, Array.from({ length: 100_000 }, (_, i) => `a${i}=b`).join('&')],
    ['300 000 fois le même champ', FORMULAIRE, 'a=&'.repeat(300_000)],
    ['9 000 fois le même choix', FORMULAIRE, CHAMPS.map(c => `${c}=oui&`.repeat(9000 / CHAMPS.length)).join('')],
    ['des boutons par milliers', FORMULAIRE, '_geste=ajouter:depenses:abcd1234&_geste=retirer:depenses:abcd1234&'.repeat(4500)],
    ['un nom d’un mégaoctet', FORMULAIRE, `${'n'.repeat(POIDS - 10)}=x`],
    ['un texte d’un mégaoctet', FORMULAIRE, seul('texte', 'é')],
    ['un fichier d’un mégaoctet qui n’en est pas un', FORMULAIRE, seul('source', '- [')],
    ['des noms emboîtés', FORMULAIRE, `${'a[b].c.'.repeat(40)}=x&`.repeat(3000)],
    ['des demi-caractères', FORMULAIRE, partout('%ED%A0%80')],
    ['des pourcents', FORMULAIRE, partout('%')],
    ['des espaces entre deux lettres', FORMULAIRE, partout(' ', 'a', 'b')],
    ['des sauts de ligne entre deux lettres', FORMULAIRE, partout('%0A', 'a', 'b')],
    ['des virgules', FORMULAIRE, partout(',', '1', 'x')],
    ['des chiffres', FORMULAIRE, partout('9', '', ',')],
    ['des chiffres et des espaces', FORMULAIRE, partout('1 ', '', 'x')],
    ['une adresse électronique sans fin', FORMULAIRE, partout('a.', 'a@', '@')],
    ['des arobases', FORMULAIRE, partout('@a', 'a')],
    ['des tirets', FORMULAIRE, partout('a-', '', '_')],
    ['des adresses', FORMULAIRE, partout('http://a/')],
    ['des accolades', FORMULAIRE, partout('{')],
    ['des guillemets et des barres', FORMULAIRE, partout('"\\')],
    ['des tableaux ouverts dans chaque champ', FORMULAIRE, partout('[')],
    ['des marques inventées', FORMULAIRE, `_base={${Array.from({ length: 60_000 }, (_, i) => `"c${i}":"x"`).join(',')}}`],
    ['du JSON ouvert 500 000 fois', 'application/json', '['.repeat(500_000)],
    ['du JSON profond', 'application/json', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['du JSON large', 'application/json', `{${Array.from({ length: 80_000 }, (_, i) => `"c${i}":0`).join(',')}}`],
    ['des parties par milliers', 'multipart/form-data; boundary=b', partie(nommee('a')).repeat(15_000)],
    ['un en-tête de partie d’un mégaoctet', 'multipart/form-data; boundary=b', partie(`${nommee('a')}${FIN}x: ${'y'.repeat(POIDS - 200)}`)],
    ['des en-têtes par milliers', 'multipart/form-data; boundary=b', partie(`${nommee('texte')}${`${FIN}x: y`.repeat(150_000)}`)],
    [
      'des accents dans un nom de fichier',
      'multipart/form-data; boundary=b',
      partie(`${nommee('fichier')}; filename="e${'\u0301\u0323'.repeat(3000)}.pdf"`),
    ],
    [
      'des accents dans un formulaire à fichiers',
      'multipart/form-data; boundary=b',
      CHAMPS.slice(0, 18)
        .map(c => partie(nommee(c), `e${'\u0301\u0323'.repeat(9000)}`))
        .join(''),
    ],
    ['des sauts de ligne et des tirets', 'multipart/form-data; boundary=b', partie(nommee('texte'), `${FIN}--`.repeat(200_000))],
    ['une frontière de 12 000 signes', `multipart/form-data; boundary=${'-'.repeat(6000)}b${'-'.repeat(6000)}`, '-'.repeat(POIDS)],
  ] as const
).map(([nom, type, corps]) => ({ nom, type, corps: Buffer.from(corps).subarray(0, POIDS) }))
