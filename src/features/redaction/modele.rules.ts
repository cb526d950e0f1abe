/** A piece of a text: written in the model, taken from the dossier, or left to be filled in during the meeting. */
export type Morceau = { genre: 'fixe' | 'repris' | 'blanc'; texte: string; gras: boolean }
export type Paragraphe = { titre: boolean; morceaux: Morceau[] }

const MORCEAU = /\*\*|\{([a-zàâçéèêëîïôûùüÿœ ’'-]{1,60})\}/g
/** What is left blank, as long as a hand needs. */
const BLANC = '………'

/**
 * A model in Markdown (paragraphs, « # » titles, bold), its variables in braces. One that the dossier knows is taken from it; any other is left blank. What is taken from the dossier is never read as Markdown.
 */
export function lireModele(source: string, valeurs: ReadonlyMap<string, string>): Paragraphe[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .map(bloc => {
      const titre = bloc.startsWith('# ')
      return { titre, morceaux: lireMorceaux(titre ? bloc.slice(2) : bloc.replaceAll('\n', ' '), valeurs) }
    })
}

function lireMorceaux(ligne: string, valeurs: ReadonlyMap<string, string>): Morceau[] {
  const morceaux: Morceau[] = []
  let gras = false
  let place = 0
  const fixe = (texte: string) => texte !== '' && morceaux.push({ genre: 'fixe', texte, gras })
  for (const m of ligne.matchAll(MORCEAU)) {
    fixe(ligne.slice(place, m.index))
    place = m.index + m[0].length
    if (m[1] === undefined) gras = !gras
    else {
      const valeur = valeurs.get(m[1])
      morceaux.push(valeur ? { genre: 'repris', texte: valeur, gras } : { genre: 'blanc', texte: BLANC, gras })
    }
  }
  fixe(ligne.slice(place))
  return morceaux
}
