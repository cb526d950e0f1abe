import { paths } from '../../../../paths.ts'
import { Instruction } from '../../../../ui/dossier.tsx'
import { formatTaille } from '../../../../ui/liens.tsx'
import type { Site } from '../../../../ui/site.ts'
import { Time } from '../../../../ui/texte.tsx'
import type { Appel } from '../../../cahier/index.ts'
import type { PieceJointe } from '../../../dossiers/index.ts'
import { nomFormat } from '../../../fichiers/index.ts'
import { Cadre, type CadreInstruction } from '../../cadre-instruction.view.tsx'
import { Panneau, type PanneauVue } from '../panneau.view.tsx'
import { Visionneuse } from './visionneuse.view.tsx'

type Props = {
  site: Site
  cadre: CadreInstruction
  appel: Appel
  piece: PieceJointe
  /** The files of the filing that stands, in the order of the dossier. */
  pieces: readonly PieceJointe[]
  panneau: PanneauVue
  /** Where the page of the dossier lists them. */
  retour: string
}

/** A filed piece read in place, the panel beside it; the piece before and the next one are a link away. */
export const LecturePage = ({ site, cadre, appel, piece, pieces, panneau, retour }: Props) => {
  const nom = appel.pieces.find(p => p.code === piece.code)?.libelle ?? piece.code
  return (
    <Cadre
      site={site}
      cadre={cadre}
      onglet="dossier"
      titre={piece.nom}
      skip={[
        { libelle: 'Pièce', href: '#piece' },
        { libelle: 'Recevabilité et délais', href: '#panneau' },
      ]}
    >
      <Instruction panneau={<Panneau cadre={cadre} panneau={panneau} />} nomPanneau="Instruction">
        <Rang id={cadre.id} piece={piece} pieces={pieces} />
        <h2 class="fr-h5 fr-mb-1v" id="piece" tabindex={-1}>
          {nom}
        </h2>
        <p class="gt-sous">
          {piece.nom}, {nomFormat(piece.type)}, {formatTaille(piece.taille)}, joint le <Time instant={piece.deposeeLe} />, empreinte{' '}
          {piece.sha256.slice(0, 12)}…
        </p>
        {!pieces.some(p => p.id === piece.id) && (
          <p>
            <strong>Fichier remplacé depuis.</strong> Il était dans la version sur laquelle des compléments ont été demandés.
          </p>
        )}
        <div class="gt-piece-lue">
          <p>
            <a href={paths.instruction.piece(cadre.id, piece.id)} data-turbo="false">
              Télécharger
            </a>
          </p>
          <p>
            <a href={retour}>Revenir au dossier</a>
          </p>
        </div>
        <Visionneuse adresse={`${paths.instruction.piece(cadre.id, piece.id)}?voir=1`} piece={piece} nom={nom} />
      </Instruction>
    </Cadre>
  )
}

const Rang = ({ id, piece, pieces }: { id: string } & Pick<Props, 'piece' | 'pieces'>) => {
  const rang = pieces.findIndex(p => p.id === piece.id)
  if (rang < 0 || pieces.length < 2) return null
  const [avant, apres] = [pieces[rang - 1], pieces[rang + 1]]
  return (
    <nav class="gt-piece-lue gt-piece-lue--rang" aria-label="Pièces du dossier">
      <div>{avant && <Lien id={id} piece={avant} sens="precedente" />}</div>
      <p>
        Pièce&nbsp;{rang + 1} sur&nbsp;{pieces.length}
      </p>
      <div>{apres && <Lien id={id} piece={apres} sens="suivante" />}</div>
    </nav>
  )
}

const SENS = {
  precedente: { mot: 'Pièce précédente', rel: 'prev', icone: 'fr-icon-arrow-left-s-line fr-link--icon-left' },
  suivante: { mot: 'Pièce suivante', rel: 'next', icone: 'fr-icon-arrow-right-s-line fr-link--icon-right' },
} as const
const Lien = ({ id, piece, sens }: { id: string; piece: PieceJointe; sens: keyof typeof SENS }) => (
  <a class={`fr-link fr-link--sm ${SENS[sens].icone}`} rel={SENS[sens].rel} href={paths.instruction.lecture(id, piece.id)}>
    <span class="fr-sr-only">{SENS[sens].mot}&nbsp;: </span>
    {piece.nom}
  </a>
)
