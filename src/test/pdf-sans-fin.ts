/** Forms within one another, each shown ten times by the next: a hundred thousand lines, minutes to draw. */
const ETAGES = 5

/** A PDF made to hold its reader up: blank pages, then pages that no reader finishes; about 1,300 bytes, whatever it costs. */
export function pdfSansFin({ blanches, sansFin }: { blanches: number; sansFin: number }): Buffer {
  const pages = blanches + sansFin
  const forme = (etage: number) => `${3 + pages + etage} 0 R`
  const flux = (entete: string, dessin: string) => `<<${entete}/Length ${dessin.length}>>stream\n${dessin}\nendstream`
  const boite = '/Type/XObject/Subtype/Form/BBox[0 0 595 842]'
  const etages = Array.from({ length: ETAGES }, (_, e) =>
    e === ETAGES - 1
      ? flux(boite, '0 0 595 842 re S 10 10 m 500 800 l S')
      : flux(`${boite}/Resources<</XObject<</F ${forme(e + 1)}>>>>`, '/F Do '.repeat(10)),
  )
  const objets = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages}/Kids[${Array.from({ length: pages }, (_, i) => `${3 + i} 0 R`).join(' ')}]>>`,
    ...Array.from(
      { length: pages },
      (_, i) =>
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${i < blanches ? '' : `/Resources<</XObject<</F ${forme(0)}>>>>/Contents ${forme(ETAGES)}`}>>`,
    ),
    ...etages,
    flux('', '/F Do'),
  ]
  const places: number[] = []
  let texte = '%PDF-1.4\n'
  for (const [i, o] of objets.entries()) {
    places.push(texte.length)
    texte += `${i + 1} 0 obj\n${o}\nendobj\n`
  }
  const table = places.map(p => `${String(p).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${texte}xref\n0 ${objets.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Root 1 0 R/Size ${objets.length + 1}>>\nstartxref\n${texte.length}\n%%EOF\n`,
  )
}
