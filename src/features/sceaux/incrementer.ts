/**
 * The place of a seal in a PDF that Typst drew: an incremental update that adds a signature field without touching one byte of what was drawn, so that its tags and its
 * archive profile stand. Pure.
 *
 * The field is on the first page, of no size and beside its sheet: nothing to read, hence nothing that would need an appearance (ISO 19005-2, 6.3.3) or a tag (ISO 14289-1,
 * 7.18.1). Printed and locked, never hidden: an archive may hide nothing (ISO 19005-2, 6.3.2).
 */
export type PlaceDuSceau = { octets: Buffer; avant: number; apres: number }

type Mots = { instant: Date; reference: string; nom: string; taille: number }
const LARGEUR = 10
const VIDE = '0'.repeat(LARGEUR)

/** The document with the room of a seal, its byte range written: what is signed is all but `octets[avant..apres]`. @throws on a PDF that is not one of ours. */
export function faireLaPlace(pdf: Uint8Array, { instant, reference, nom, taille }: Mots): PlaceDuSceau {
  const texte = Buffer.from(pdf).toString('latin1')
  const { table, fin, positions } = lireFin(texte)
  const lire = (n: number) => objetDe(texte, positions, n)
  const nombre = (cle: string, dans: string) => Number(exige(new RegExp(`/${cle} (\\d+)`).exec(dans)?.[1], cle))
  const racine = nombre('Root', fin)
  const catalogue = lire(racine)
  if (catalogue.includes('/AcroForm')) throw new Error('this document has a form already')
  let page = nombre('Pages', catalogue)
  while (/\/Type \/Pages\b/.test(lire(page))) page = Number(exige(/\/Kids \[(\d+) /.exec(lire(page))?.[1], 'Kids'))
  const champ = nombre('Size', fin)
  const signature = champ + 1

  const objets: [number, string][] = [
    [racine, avantLaFin(catalogue, `  /AcroForm <<\n    /Fields [${champ} 0 R]\n    /SigFlags 3\n  >>\n`)],
    [page, avecChamp(lire(page), champ)],
    [
      champ,
      `<<\n  /Type /Annot\n  /Subtype /Widget\n  /FT /Sig\n  /T (Sceau)\n  /TU ${enTexte(nom)}\n  /Rect [-1 -1 -1 -1]\n  /F 132\n  /P ${page} 0 R\n  /V ${signature} 0 R\n>>`,
    ],
    [
      signature,
      `<<\n  /Type /Sig\n  /Filter /Adobe.PPKLite\n  /SubFilter /ETSI.CAdES.detached\n  /Name ${enTexte(nom)}\n  /Reason ${enTexte(reference)}\n  /M (${dateDe(instant)})\n  /ByteRange [0 ${VIDE} ${VIDE} ${VIDE}]\n  /Contents <${'0'.repeat(taille * 2)}>\n>>`,
    ],
  ]
  let corps = texte.endsWith('\n') ? '' : '\n'
  const entrees = new Map<number, number>()
  for (const [n, contenu] of objets) {
    entrees.set(n, texte.length + corps.length)
    corps += `${n} 0 obj\n${contenu}\nendobj\n`
  }
  const nouvelle = texte.length + corps.length
  const xref = [...entrees].sort(([a], [b]) => a - b).map(([n, ou]) => `${n} 1\n${String(ou).padStart(10, '0')} 00000 n \n`)
  corps += `xref\n${xref.join('')}trailer\n${suite(fin, signature + 1, table)}\nstartxref\n${nouvelle}\n%%EOF\n`

  const debut = texte.length + corps.indexOf('/Contents <') + '/Contents '.length
  const apres = debut + taille * 2 + 2
  const total = texte.length + corps.length
  const plage = `[0 ${[debut, apres, total - apres].map(v => String(v).padStart(LARGEUR, '0')).join(' ')}]`
  return { octets: Buffer.from(texte + corps.replace(`[0 ${VIDE} ${VIDE} ${VIDE}]`, plage), 'latin1'), avant: debut, apres }
}

/** The same document, its seal in its place. */
export function poser({ octets, avant, apres }: PlaceDuSceau, cms: Uint8Array): Uint8Array {
  const place = apres - avant - 2
  const hexa = Buffer.from(cms).toString('hex')
  if (hexa.length > place) throw new Error(`a seal of ${cms.length} bytes does not fit in ${place / 2}`)
  octets.write(`<${hexa.padEnd(place, '0')}>`, avant, 'latin1')
  return new Uint8Array(octets)
}

function exige<T>(v: T | null | undefined, quoi: string): T {
  if (v === undefined || v === null) throw new Error(`not a PDF of ours: no ${quoi}`)
  return v
}

/** Its last table of positions, as Typst writes it: one section, in clear. */
function lireFin(texte: string) {
  const table = Number(exige(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(texte)?.[1], 'startxref'))
  const lue = exige(/^xref\s+0 (\d+)\s+/.exec(texte.slice(table, table + 40)), 'xref')
  const premiere = table + lue[0].length
  const n = Number(lue[1])
  const positions = (numero: number) => {
    if (numero >= n) throw new Error(`not a PDF of ours: no object ${numero}`)
    return Number(texte.slice(premiere + numero * 20, premiere + numero * 20 + 10))
  }
  const apres = texte.slice(premiere + n * 20)
  const fin = exige(/trailer\s*(<<[\s\S]*?>>)\s*startxref/.exec(apres)?.[1], 'trailer')
  return { table, fin, positions }
}

function objetDe(texte: string, positions: (n: number) => number, n: number): string {
  const debut = positions(n)
  const tete = `${n} 0 obj\n`
  if (!texte.startsWith(tete, debut)) throw new Error(`not a PDF of ours: object ${n} is not where it is said`)
  return texte.slice(debut + tete.length, texte.indexOf('\nendobj', debut))
}

const avantLaFin = (dictionnaire: string, ajout: string) => `${dictionnaire.slice(0, dictionnaire.lastIndexOf('>>'))}${ajout}>>`

function avecChamp(page: string, champ: number): string {
  const avecAnnots = /\/Annots \[/.test(page)
    ? page.replace(/\/Annots \[([^\]]*)\]/, `/Annots [$1 ${champ} 0 R]`)
    : avantLaFin(page, `  /Annots [${champ} 0 R]\n`)
  return avecAnnots.includes('/Tabs /S') ? avecAnnots : avantLaFin(avecAnnots, '  /Tabs /S\n')
}

/** The trailer of the update: the same document (`/ID`, first half), whose table comes before. */
const suite = (fin: string, taille: number, table: number) => avantLaFin(fin.replace(/\/Size \d+/, `/Size ${taille}`), `  /Prev ${table}\n`)

/** A text string, whatever its letters: UTF-16, in hexadecimal. */
const enTexte = (t: string) => `<FEFF${Buffer.from(t, 'utf16le').swap16().toString('hex').toUpperCase()}>`
const dateDe = (d: Date) => `D:${d.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`
