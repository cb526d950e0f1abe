import type { PieceJointe } from '../../../dossiers/index.ts'
import { AFFICHABLES } from '../../../fichiers/index.ts'

/** Browsers show PDF and images by themselves. A frame has no `sandbox`: their PDF readers refuse to start in one, and the piece runs nothing. */
export const Visionneuse = ({ adresse, piece, nom }: { adresse: string; piece: PieceJointe; nom: string }) => {
  if (!AFFICHABLES.includes(piece.type))
    return <p class="fr-mt-2w">Le navigateur ne lit pas ce format&nbsp;: téléchargez le fichier pour le lire.</p>
  return piece.type === 'pdf' ? (
    <>
      <iframe class="gt-visionneuse" loading="lazy" src={adresse} title={`${nom}, ${piece.nom}`} />
      <p class="gt-sous">Si rien ne s’affiche, votre navigateur ne lit pas les PDF&nbsp;: téléchargez le fichier.</p>
    </>
  ) : (
    <img class="gt-visionneuse" src={adresse} alt={`${nom}, ${piece.nom}`} />
  )
}
