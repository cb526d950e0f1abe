/** One file of a recipe, in the order in which it is opened: made whole, or with lines put after one that it has. */
export type Etape = { fichier: string } & ({ contenu: string } | { apres: string; ajouter: string })
/** `suite`: commands of the repository that the recipe ends with. `essais`: the tests that a newcomer plays then. */
export type Recette = { nom: string; etapes: readonly Etape[]; suite?: readonly string[]; essais?: readonly string[] }

/** A file with a step done to it. @throws {Error} when the line to come after is not there, or not once */
export function faire(e: Etape, texte: string | undefined): string {
  if ('contenu' in e) {
    if (texte !== undefined) throw new Error(`${e.fichier} is there already`)
    return e.contenu
  }
  const fois = (texte ?? '').split(e.apres).length - 1
  if (fois !== 1) throw new Error(`${e.fichier}: « ${e.apres.trim()} » is there ${fois} times`)
  return texte!.replace(e.apres, () => e.apres + e.ajouter)
}
