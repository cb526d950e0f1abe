import { nomFormat, PHOTOGRAPHIES, type TypeFichier } from './type-contenu.ts'

/** Largest file that a person may send, in bytes (decimal: 200 Mo as pages write it). */
export const TAILLE_MAX = 200_000_000

/** Why a file was not kept. `trouve` says in words what its bytes are, when we know it; `virus` is for the journal, never for the person. */
export type RefusFichier =
  | { kind: 'absent' }
  | { kind: 'plusieurs' }
  | { kind: 'vide'; nom: string }
  | { kind: 'trop_gros'; nom: string }
  | { kind: 'type_refuse'; nom: string; trouve: string | undefined }
  | { kind: 'mal_nomme'; nom: string; annonce: TypeFichier; trouve: string | undefined }
  | { kind: 'piege'; nom: string }
  | { kind: 'protege'; nom: string }
  | { kind: 'infecte'; nom: string; virus: string; sha256: string; taille: number }
  | { kind: 'antivirus_muet'; nom: string }
  | { kind: 'interrompu' }
  | { kind: 'illisible' }

const cite = (nom: string) => `«\u00a0${nom}\u00a0»`

/** « PDF, ODS ou XLSX »; where photographs become pages, « PDF, ODS ou XLSX, ou une photo ». */
export function listeFormats(formats: readonly string[]): string {
  const photos = formats.includes('heic')
  const dits = formats
    .filter(f => !photos || !(PHOTOGRAPHIES as readonly string[]).includes(f))
    .map(nomFormat)
    .join(', ')
    .replace(/, ([^,]+)$/, ' ou $1')
  return photos ? `${dits}, ou une photo` : dits
}

/** The one sentence shown beside the field. `max` in bytes. */
export function messageFichier(refus: RefusFichier, { formats, max = TAILLE_MAX }: { formats: readonly string[]; max?: number }): string {
  switch (refus.kind) {
    case 'absent':
      return 'Choisissez un fichier avant d’envoyer'
    case 'plusieurs':
      return 'Envoyez un seul fichier à la fois'
    case 'vide':
      return `${cite(refus.nom)} est vide. Choisissez un autre fichier`
    case 'trop_gros':
      return `${cite(refus.nom)} dépasse ${Math.floor(max / 1_000_000)}\u00a0Mo. Réduisez-le ou partagez-le en plusieurs fichiers`
    case 'type_refuse':
      return `${cite(refus.nom)} ${refus.trouve ? `est ${refus.trouve}` : 'n’est pas dans un format reconnu'}. Envoyez un fichier ${listeFormats(formats)}`
    case 'mal_nomme':
      return `${cite(refus.nom)} n’est pas un ${nomFormat(refus.annonce)}\u00a0: son contenu ${refus.trouve ? `est ${refus.trouve}` : 'n’est pas reconnu'}`
    case 'piege':
      return `${cite(refus.nom)} cache beaucoup plus de données que son poids ne le dit\u00a0: l’ouvrir bloquerait un ordinateur. Enregistrez-le à nouveau depuis votre logiciel, puis envoyez-le`
    case 'protege':
      return `${cite(refus.nom)} est protégé par un mot de passe\u00a0: il ne peut pas être vérifié. Enregistrez-le sans mot de passe, puis envoyez-le`
    case 'infecte':
      return `${cite(refus.nom)} contient un programme malveillant\u00a0: il n’a pas été gardé. Prévenez votre service informatique, puis envoyez un exemplaire sain`
    case 'antivirus_muet':
      return `L’analyse antivirus ne répond pas\u00a0: ${cite(refus.nom)} n’a pas été joint. Réessayez dans quelques minutes`
    case 'interrompu':
      return 'L’envoi s’est interrompu avant la fin. Recommencez'
    case 'illisible':
      return 'L’envoi est illisible. Rechargez la page et recommencez'
  }
}
