import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { formatTaille } from '../../../ui/liens.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type Tete } from '../../cadre/index.ts'
import type { Piece } from '../../cahier/index.ts'
import type { PieceJointe } from '../../dossiers/index.ts'

type Props = {
  site: Site
  tete: Tete
  piece: Piece
  fichier: PieceJointe
  /** Each page seen from afar; absent when they could not be drawn just now. */
  vues: readonly Uint8Array[] | undefined
  retour: string
  erreur?: string | undefined
}

/** The pages of a PDF made of photographs: read, moved, turned, withdrawn, one press each. */
export const PagesPage = ({ site, tete, piece, fichier, vues, retour, erreur }: Props) => {
  const nombre = fichier.photos?.length ?? 0
  const adresse = paths.dossiers.piece(tete.id, fichier.code, fichier.id)
  return (
    <Cadre site={site} tete={tete} titre={`Pages de «\u00a0${piece.libelle}\u00a0»`} erreur={!!erreur}>
      <h1 class="fr-h2 fr-mb-1w">Remettre les pages en ordre</h1>
      <p>
        {piece.libelle}&nbsp;: un PDF de {nombre}&nbsp;page{nombre > 1 ? 's' : ''}, {formatTaille(fichier.taille)}. Chaque bouton agit tout
        de suite.{' '}
        <a
          class="fr-link"
          href={`${adresse}?voir=1`}
          target="_blank"
          rel="noopener"
          title={`Lire le PDF (${fichier.nom}) - nouvelle fenêtre`}
        >
          Lire le PDF
        </a>
      </p>
      {erreur && (
        <Alert ton="warning" titre="Rien n’a changé">
          <p>{erreur}.</p>
        </Alert>
      )}
      <form method="post" action={paths.dossiers.pagesPiece(tete.id, fichier.code, fichier.id)} id="pages">
        <input type="hidden" name="vu" value={fichier.sha256} />
        <ol class="fr-raw-list gt-pages-photos">
          {Array.from({ length: nombre }, (_, i) => (
            <li>
              {vues?.[i] && <img src={`data:image/jpeg;base64,${Buffer.from(vues[i]).toString('base64')}`} alt="" />}
              <p>
                Page&nbsp;{i + 1} sur {nombre}
              </p>
              <div class="gt-actes-fichier">
                {i > 0 && <Bouton geste={`avancer.${i}`} mot="Avant" page={i + 1} />}
                {i < nombre - 1 && <Bouton geste={`reculer.${i}`} mot="Après" page={i + 1} />}
                <Bouton geste={`tourner.${i}`} mot="Tourner" page={i + 1} />
                {nombre > 1 && <Bouton geste={`retirer.${i}`} mot="Retirer" page={i + 1} />}
              </div>
            </li>
          ))}
        </ol>
      </form>
      <p class="fr-mt-3w">
        <a class="fr-btn" href={retour}>
          Revenir aux pièces
        </a>
      </p>
    </Cadre>
  )
}

const Bouton = ({ geste, mot, page }: { geste: string; mot: string; page: number }) => (
  <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="geste" value={geste}>
    {mot}
    <span class="fr-sr-only"> : page {page}</span>
  </button>
)
