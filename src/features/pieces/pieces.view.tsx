import { paths } from '../../paths.ts'
import { Badge } from '../../ui/blocs.tsx'
import { FileField } from '../../ui/champs.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import { Clause, formatTaille } from '../../ui/liens.tsx'
import { Fichiers } from '../../ui/listes.tsx'
import { Empreintes } from '../../ui/machines.tsx'
import { Typo } from '../../ui/texte.tsx'
import type { Piece } from '../cahier/index.ts'
import type { PieceJointe } from '../dossiers/index.ts'
import { listeFormats, TAILLE_MAX } from '../fichiers/index.ts'
import { ActesFichier } from './actes-fichier.view.tsx'
import type { VersionPrecedente } from './pieces.queries.ts'
import { champPiece, devientUnePage, ENVOI_DES_PIECES, estExigee, FICHIERS_PAR_PIECE, formatsRecus } from './pieces.rules.ts'
import { type MontantsDuPlan, PlanChange } from './plan-change.view.tsx'
import { VersionsPrecedentes } from './versions.view.tsx'

export type PiecesProps = {
  dossierId: string
  slug: string
  /** Pieces of the call that this dossier may need, and the files that it has. */
  pieces: readonly Piece[]
  fichiers: readonly PieceJointe[]
  /** Files that were replaced or withdrawn (`versionsPrecedentes`), for members of the porteur's structure. */
  precedentes?: readonly VersionPrecedente[]
  /** A filed or closed dossier shows its files, without any button. */
  modifiable: boolean
  /** Codes of the pieces that the rules ask for here; without it, the ones that the call asks of everybody. */
  exigees?: ReadonlySet<string> | undefined
  erreurs?: readonly { code: string; message: string }[] | undefined
  /** Codes of the pieces whose text the site writes from the dossier. */
  redigees?: readonly string[] | undefined
  /** What the plan says now, beside what it said when a file was attached. */
  plan?: MontantsDuPlan | undefined
  /** The step that shows them, to which a file that is sent comes back. */
  etape?: string | undefined
  niveau?: 2 | 3
}

/** The pieces of a dossier: for each, what is asked and where it is said, the files already there, and the form that sends one. */
export const PiecesBloc = (props: PiecesProps) => (
  <>
    {props.modifiable && <EnvoiEnsemble {...props} />}
    {props.pieces.map(piece => (
      <UnePiece {...props} piece={piece} presents={props.fichiers.filter(f => f.code === piece.code)} />
    ))}
    <Empreintes de={props.fichiers} />
  </>
)

type Une = PiecesProps & { piece: Piece; presents: readonly PieceJointe[] }
const UnePiece = ({ piece, presents, niveau = 2, ...p }: Une) => {
  const Titre = `h${niveau}` as 'h2'
  const id = `piece-${piece.code}`
  const anciennes = p.precedentes?.filter(v => v.code === piece.code) ?? []
  return (
    <section id={id} aria-labelledby={`${id}-titre`} class="fr-mb-4w">
      <Titre class="fr-h6 fr-mb-1v" id={`${id}-titre`}>
        {piece.libelle}
      </Titre>
      <EtatPiece jointe={presents.length > 0} exigee={estExigee(piece, p.exigees)} />
      <p>
        {piece.aide && <Typo texte={piece.aide} />}
        {piece.clauses.map(c => [' ', <Clause texte={c} href={paths.appels.clause(p.slug, c)} />])}
      </p>
      {presents.length > 0 && (
        <Fichiers
          fichiers={presents.map(f => ({
            nom: f.nom,
            href: paths.dossiers.piece(p.dossierId, f.code, f.id),
            octets: f.taille,
            note: f.photos && (f.photos.length > 1 ? `, ${f.photos.length}\u00a0photos, une page chacune` : ', 1\u00a0photo, une page'),
            action: (
              <ActesFichier dossierId={p.dossierId} fichier={f}>
                {p.modifiable && f.photos && <Pages dossierId={p.dossierId} fichier={f} />}
                {p.modifiable && <Retrait dossierId={p.dossierId} fichier={f} />}
              </ActesFichier>
            ),
          }))}
        />
      )}
      {p.modifiable && p.plan && presents[0] && p.redigees?.includes(piece.code) && (
        <PlanChange dossierId={p.dossierId} fichier={presents[0]} plan={p.plan} />
      )}
      {anciennes.length > 0 && <VersionsPrecedentes dossierId={p.dossierId} libelle={piece.libelle} versions={anciennes} />}
      {p.modifiable && piece.produite_par_le_site && <Production dossierId={p.dossierId} piece={piece} encore={presents.length > 0} />}
      {p.modifiable && presents.length === 0 && p.redigees?.includes(piece.code) && (
        <p>
          <a class="fr-btn fr-btn--secondary fr-btn--sm" href={paths.dossiers.redaction(p.dossierId)}>
            Rédiger la délibération
          </a>{' '}
          <span class="fr-hint-text">Vous ne l’avez pas encore&nbsp;? Le guichet l’écrit d’après votre dossier, le conseil la vote.</span>
        </p>
      )}
      {p.modifiable && <Envoi {...p} piece={piece} presents={presents} />}
    </section>
  )
}

const EtatPiece = ({ jointe, exigee }: { jointe: boolean; exigee: boolean }) =>
  jointe ? <Badge ton="success">Jointe</Badge> : exigee ? <Badge ton="new">À joindre</Badge> : <Badge>Facultatif</Badge>

const Retrait = ({ dossierId, fichier: f }: { dossierId: string; fichier: PieceJointe }) => (
  <BoutonPost action={paths.dossiers.retraitPiece(dossierId, f.code, f.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
    Retirer<span class="fr-sr-only"> {f.nom}</span>
  </BoutonPost>
)

/** For whoever has no file of their own: the site makes it from the plan de financement. It sends what is chosen in the page on its way. */
const Production = ({ dossierId, piece, encore }: { dossierId: string; piece: Piece; encore: boolean }) => (
  <button
    class="fr-btn fr-btn--tertiary fr-btn--sm fr-mt-1w fr-mb-2w"
    type="submit"
    form={ENVOI_DES_PIECES}
    formaction={paths.dossiers.production(dossierId, piece.code)}
  >
    {encore ? 'Le refaire à partir de mon plan' : 'Le produire à partir de mon plan'}
    <span class="fr-sr-only"> : {piece.libelle}</span>
  </button>
)

/** The pages of a file made of photographs. */
const Pages = ({ dossierId, fichier: f }: { dossierId: string; fichier: PieceJointe }) => (
  <a class="fr-btn fr-btn--tertiary fr-btn--sm" href={paths.dossiers.pagesPiece(dossierId, f.code, f.id)}>
    Remettre les pages en ordre<span class="fr-sr-only"> : {f.nom}</span>
  </a>
)

/** One form for all the pieces of the step, whose fields stand in each: any button of it sends whatever is chosen. */
const EnvoiEnsemble = ({ dossierId, etape }: PiecesProps) => (
  <form id={ENVOI_DES_PIECES} method="post" enctype="multipart/form-data" action={paths.dossiers.pieces(dossierId)} data-controller="envoi">
    {etape && <input type="hidden" name="_ici" value={etape} />}
  </form>
)

/**
 * Where a file of one piece is chosen. With script it leaves at once, in parts: a cut loses nothing, and the same file chosen again goes on where it stood. Without, it leaves with the
 * button of the piece or with the one that leaves the page.
 */
const Envoi = ({ dossierId, piece, presents, erreurs }: Une) => {
  const refus = erreurs?.find(e => e.code === piece.code)?.message
  if (piece.plusieurs && presents.length >= FICHIERS_PAR_PIECE && !refus)
    return <p class="fr-hint-text">{FICHIERS_PAR_PIECE} fichiers au plus. Retirez-en un pour en joindre un autre.</p>
  const photos = devientUnePage(piece, 'jpg')
  const pages = presents.some(f => f.photos) && !piece.plusieurs
  const verbe = pages
    ? 'Ajouter des photos, ou remplacer par un fichier'
    : presents.length > 0 && !piece.plusieurs
      ? 'Remplacer le fichier'
      : photos
        ? 'Choisir un fichier ou des photos'
        : 'Choisir un fichier'
  return (
    <div
      class="gt-envoi-piece"
      data-controller="televersement"
      data-televersement-parties-value={paths.dossiers.televersements(dossierId, piece.code)}
      data-televersement-inacheves-value={paths.dossiers.mesTeleversements(dossierId)}
      data-televersement-code-value={piece.code}
      data-televersement-ensemble-value={ENVOI_DES_PIECES}
    >
      <FileField
        name={champPiece(piece.code)}
        id={champPiece(piece.code)}
        form={ENVOI_DES_PIECES}
        multiple={photos || piece.plusieurs}
        label={
          <>
            {verbe}
            <span class="fr-sr-only"> : {piece.libelle}</span>
          </>
        }
        hint={aideEnvoi(piece)}
        accept={formatsRecus(piece)
          .flatMap(f => EXTENSIONS[f] ?? [`.${f}`])
          .join(',')}
        error={refus}
      />
      <div class="gt-envois" aria-live="polite" data-televersement-target="bilan" />
      <div class="gt-envois" data-televersement-target="inacheves" />
      <div class="gt-envoi">
        <button
          class="fr-btn fr-btn--secondary fr-btn--sm"
          type="submit"
          form={ENVOI_DES_PIECES}
          name="_suite"
          value={`#piece-${piece.code}`}
          data-televersement-target="envoyer"
        >
          {presents.length > 0 && !piece.plusieurs && !pages ? 'Remplacer' : 'Envoyer'}
          <span class="fr-sr-only"> : {piece.libelle}</span>
        </button>
        <button class="fr-btn fr-btn--sm" type="button" hidden data-televersement-target="reprendre" data-action="televersement#reprendre">
          Reprendre<span class="fr-sr-only"> l’envoi : {piece.libelle}</span>
        </button>
        <button
          class="fr-btn fr-btn--tertiary fr-btn--sm"
          type="button"
          hidden
          data-televersement-target="annuler"
          data-action="televersement#annuler"
        >
          Annuler<span class="fr-sr-only"> l’envoi : {piece.libelle}</span>
        </button>
      </div>
    </div>
  )
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = { jpg: ['.jpg', '.jpeg'], heic: ['.heic', '.heif'] }

function aideEnvoi(piece: Piece) {
  const poids = `${listeFormats(piece.formats)}, ${formatTaille(TAILLE_MAX)} au plus`
  const photos = devientUnePage(piece, 'jpg') ? '. Des photos prises avec votre téléphone deviennent un PDF, une page chacune' : ''
  return `${poids}${photos}${piece.plusieurs ? `. ${FICHIERS_PAR_PIECE} fichiers au plus` : ''}`
}
