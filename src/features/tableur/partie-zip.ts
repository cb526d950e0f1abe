import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import sax from 'sax'
import { type EntreeZip, trouverEntree } from '../../lib/repertoire-zip.ts'

/** What is kept of a sheet: rows, columns, characters of one cell and of all; what is beyond is passed over, or refused. */
export type Fenetre = { lignes: number; colonnes: number; cellule: number; caracteres: number }
export type Cellule = string | number | boolean | Date | null

/** The workbook is not what it says (`illisible`), or holds more than is read (`trop_plein`: its texts; `trop_lourd`: what stands around them). */
export class ClasseurRefuse extends Error {
  readonly motif: 'illisible' | 'trop_plein' | 'trop_lourd'
  constructor(motif: 'illisible' | 'trop_plein' | 'trop_lourd', message: string = motif) {
    super(message)
    this.motif = motif
  }
}

/** Elements within one another: a sheet has a dozen. */
const PROFONDEUR_MAX = 100

/** What is done with the elements of a part, by their names without a prefix; `finie`: the rest is not read. */
export type Lecteur = {
  ouvrir: (nom: string, attributs: Record<string, string>) => void
  fermer?: (nom: string) => void
  dire?: (texte: string) => void
  finie?: () => boolean
}

/** Reads a part of a workbook that is `zipSain` as its bytes come out of the archive: what is not kept is never held. False without that part. @throws {ClasseurRefuse} */
export async function lirePartie(zip: Buffer, nom: string, l: Lecteur): Promise<boolean> {
  const entree = trouverEntree(zip, nom)
  if (!entree) return false
  const lecteur = sax.parser(true, { strictEntities: true, position: false })
  let profondeur = 0
  lecteur.onopentag = t => {
    if (++profondeur > PROFONDEUR_MAX) throw new ClasseurRefuse('illisible', 'too deep')
    l.ouvrir(nomLocal(t.name), t.attributes)
  }
  lecteur.onclosetag = n => {
    profondeur--
    l.fermer?.(nomLocal(n))
  }
  lecteur.ontext = t => l.dire?.(t)
  lecteur.oncdata = t => l.dire?.(t)
  lecteur.onerror = e => {
    throw new ClasseurRefuse('illisible', e.message)
  }
  const enTexte = new TextDecoder('utf-8')
  let lus = 0
  for await (const bloc of enClair(entree)) {
    lus += (bloc as Buffer).length
    if (lus > entree.brut) throw new ClasseurRefuse('illisible', 'more than it says')
    lecteur.write(enTexte.decode(bloc as Buffer, { stream: true }))
    if (l.finie?.()) return true
  }
  lecteur.close()
  return true
}

const nomLocal = (nom: string) => nom.slice(nom.indexOf(':') + 1)
function enClair({ octets, methode }: EntreeZip): Readable {
  const brut = Readable.from([octets])
  return methode === 0 ? brut : brut.pipe(createInflateRaw())
}

/** Texts of cells: each cut to its longest, all together bounded. @throws {ClasseurRefuse} */
export function compterTextes({ cellule, caracteres }: Fenetre) {
  let total = 0
  return {
    /** Adds to the text of one cell what it may still hold. */
    allonger: (debut: string, suite: string) => (debut.length >= cellule ? debut : debut + suite.slice(0, cellule - debut.length)),
    garder: (texte: string) => {
      total += texte.length
      if (total > caracteres) throw new ClasseurRefuse('trop_plein')
      return texte
    },
  }
}
