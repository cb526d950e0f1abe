/** One file of a recipe, in the order in which it is opened: made whole, with lines put after one that it has, or with words of it replaced. */
export type Etape = { fichier: string } & ({ contenu: string } | { apres: string; ajouter: string } | { mots: string; par: string })
/**
 * `suite`: commands of the repository that the recipe ends with. `essais`: the tests that a newcomer plays then. `montre`: a test of the copy alone, which shows what
 * the change does.
 */
export type Recette = {
  nom: string
  etapes: readonly Etape[]
  suite?: readonly string[]
  essais?: readonly string[]
  montre?: { fichier: string; contenu: string }
}

/** A file with a step done to it. @throws {Error} when what is looked for is not there, or not once */
export function faire(e: Etape, texte: string | undefined): string {
  if ('contenu' in e) {
    if (texte !== undefined) throw new Error(`${e.fichier} is there already`)
    return e.contenu
  }
  const cherche = 'apres' in e ? e.apres : e.mots
  const fois = (texte ?? '').split(cherche).length - 1
  if (fois !== 1) throw new Error(`${e.fichier}: « ${cherche.trim()} » is there ${fois} times`)
  return texte!.replace(cherche, () => ('apres' in e ? e.apres + e.ajouter : e.par))
}
