/** Pictures that a telephone takes. */
export const FORMATS_PHOTO: readonly string[] = ['jpg', 'png', 'heic', 'webp']
/** Bytes of one photograph, at most: telephones write 3 to 12 Mo. */
export const PHOTO_MAX = 20_000_000
/** Points of one photograph, at most: the largest sensors in common use give 50 million. */
export const POINTS_MAX = 50_000_000
/** Pages of a PDF made of photographs, at most. */
export const PAGES_MAX = 40

export type RefusPhoto =
  | { kind: 'photo_illisible' }
  | { kind: 'photo_demesuree' }
  | { kind: 'photo_lourde'; taille: number }
  | { kind: 'trop_de_pages' }
  | { kind: 'photo_travail'; refus: 'occupe' | 'complet' | 'trop_long' | 'trop_lourd' }

const mo = (octets: number) => Math.ceil(octets / 1_000_000)

/** What to do with a photograph that cannot be taken. `nom`: as its owner knows it. */
export function messagePhoto(refus: RefusPhoto, nom: string): string {
  const cite = `«\u00a0${nom}\u00a0»`
  switch (refus.kind) {
    case 'photo_illisible':
      return `${cite} ne s’ouvre pas\u00a0: la photo est abîmée ou incomplète. Reprenez-la, ou envoyez-en une autre`
    case 'photo_demesuree':
      return `${cite} a trop de points pour être lue. Prenez la photo en qualité normale, puis envoyez-la`
    case 'photo_lourde':
      return `${cite} est trop lourde de ${mo(refus.taille - PHOTO_MAX)}\u00a0Mo. Prenez la photo en qualité normale, ou envoyez les pages une par une`
    case 'trop_de_pages':
      return `Ce document a déjà ${PAGES_MAX}\u00a0pages. Retirez-en une avant d’en ajouter une autre`
    case 'photo_travail':
      return refus.refus === 'trop_long' || refus.refus === 'trop_lourd'
        ? `${cite} demande trop de calcul pour être lue. Prenez la photo en qualité normale, puis envoyez-la`
        : `Beaucoup de photos sont lues en ce moment, ${cite} attend son tour\u00a0: envoyez-la à nouveau dans une minute`
  }
}
