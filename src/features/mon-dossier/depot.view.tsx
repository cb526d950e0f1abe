import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { RangEtape } from '../../ui/dossier.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { Clause, Documents } from '../../ui/liens.tsx'
import { PourLesMachines } from '../../ui/machines.tsx'
import type { Site } from '../../ui/site.ts'
import { decompteEnMots, Verdicts } from '../../ui/verdicts.tsx'
import { Cadre, type Tete, vueVerdict } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Quand } from '../calendrier/index.ts'
import { type Avancement, aRegler } from '../examen/index.ts'
import { ExportDonnees, Exports } from '../exports/index.ts'
import type { Manque } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { Deposer } from './deposer.view.tsx'
import { type EnBref, LigneRelue, Montants, PiecesJointes } from './en-bref.view.tsx'

export type Engagement = { code: string; libelle: string; clauses: readonly string[] }
/** Something to settle before filing, and where. */
export type Point = { texte: string; href: string }
/** Typed text that cannot be read, and where it is mended. */
export type Illisible = { libelle: string; texte: string; href: string }
export type DepotProps = EnBref & {
  site: Site
  tete: Tete
  etapes: readonly Avancement[]
  etape: Etape
  verdicts: readonly Verdict[]
  manques: readonly Manque[]
  illisibles: readonly Illisible[]
  engagements: readonly Engagement[]
  coches: readonly string[]
  revision: number
  maintenant: Date
  /** Opening when it is still to come, and what says when to file. */
  ouverture: Date | undefined
  quand: Quand
  /** The relevé that a filing of now goes to. */
  releve: string | undefined
  /** The instruction begins with the filing: nothing changes after it. */
  auDepot: boolean
  /** What becomes of it if it is not filed at the closing that presses. */
  sansDepot: string | undefined
  relecture: Child
  /** Where the validation of each partner stands; absent without partners. */
  partenaires?: Child
  /** Why pressing came back: each point with its place. */
  retour?: readonly Point[] | undefined
  /** Engagements left without a tick, by id of the box. */
  oublis?: ReadonlySet<string> | undefined
  /** A sentence when filing was refused for another reason: the dossier has changed, the call is not open. */
  avis?: string | undefined
}

export const idEngagement = (code: string) => `engagement-${code}`
const n = (nombre: number, un: string, plusieurs: string) => `${nombre}\u00a0${nombre > 1 ? plusieurs : un}`

/** Last step, in the order in which one decides: what blocks, the amounts, the pieces, the engagements, the one button. The rest unfolds. */
export const DepotPage = (p: DepotProps) => {
  const tri = trier(p)
  return (
    <Cadre
      site={p.site}
      tete={p.tete}
      titre={p.etape.titre}
      etapes={p.etapes}
      courante={p.etape.code}
      erreur={!!p.retour?.length}
      skip={[{ libelle: 'Déposer', href: '#deposer' }]}
    >
      <RangEtape rang={p.etapes.length} total={p.etapes.length} />
      <h1 class="fr-h2 fr-mb-1w">{p.etape.titre}</h1>
      <Retour points={p.retour ?? []} />
      {p.avis && (
        <Alert ton="warning" petit reponse>
          <p>{p.avis}</p>
        </Alert>
      )}
      <p class="fr-text--lead fr-mb-2w">{chapeau(p, tri.points)}</p>
      <Blocages {...p} {...tri} />
      <Montants {...p} id={p.tete.id} />
      <PiecesJointes {...p} id={p.tete.id} />
      {p.partenaires}
      <Formulaire action={paths.dossiers.depot(p.tete.id)}>
        <input type="hidden" name="revision" value={String(p.revision)} />
        {p.engagements.length > 0 && <Engagements {...p} />}
        <Deposer {...p} points={tri.points} />
      </Formulaire>
      <ARelire {...p} {...tri} />
      <Emporter id={p.tete.id} />
      {!p.tete.rouvert && <Abandon id={p.tete.id} />}
    </Cadre>
  )
}

function chapeau({ retour, engagements }: DepotProps, points: number): string {
  if (points > 0) return `Encore ${n(points, 'point à régler', 'points à régler')} avant de déposer.`
  if (retour?.length) return 'Les réponses sont prêtes. Il reste ce qui est dit plus haut.'
  return engagements.length > 0 ? 'Rien ne bloque. Relisez, engagez-vous, déposez.' : 'Rien ne bloque. Relisez, puis déposez.'
}

const Emporter = ({ id }: { id: string }) => (
  <details class="fr-mt-4w gt-details">
    <summary>Emporter une copie du dossier</summary>
    <Documents>
      <Exports id={id} />
    </Documents>
    <PourLesMachines>
      <Documents>
        <ExportDonnees id={id} />
      </Documents>
    </PourLesMachines>
  </details>
)

/** The summary of a refused filing: the focus comes here, and each point leads to its own place, on this page or in its step. */
const Retour = ({ points }: { points: readonly Point[] }) =>
  points.length === 0 ? null : (
    <div class="fr-alert fr-alert--error gt-erreurs" id="erreurs" role="alert" tabindex={-1} data-controller="erreurs">
      <h2 class="fr-alert__title">Erreur : dépôt impossible pour l’instant</h2>
      <ul>
        {points.map(p => (
          <li>
            <a href={p.href}>{p.texte}</a>
          </li>
        ))}
      </ul>
    </div>
  )

const AVERTIT = ['attention', 'a_verifier', 'autre_appel']
function trier({ verdicts, manques, illisibles }: DepotProps) {
  const { points: bloquants, attendent, nombre } = aRegler(verdicts, manques)
  return {
    bloquants,
    attendent,
    avertis: verdicts.filter(v => !v.bloquant && AVERTIT.includes(v.resultat)),
    points: nombre + illisibles.length,
  }
}

/** What prevents filing, said whole; what only calls for attention, in a line each. */
const Blocages = (p: DepotProps & ReturnType<typeof trier>) => {
  // clauses are in the fold of the rules: here one reads what to do
  const vue = (v: Verdict) => ({ ...vueVerdict(v, p.tete), clauses: undefined })
  return (
    <LigneRelue id="bloque" titre="Blocages" lien={{ href: '#regles', texte: 'Voir les règles' }}>
      {p.points === 0 && p.attendent.length === 0 && <p class="gt-relire__rien fr-icon-success-fill">Aucun.</p>}
      <Illisibles {...p} />
      {p.bloquants.length > 0 && <Verdicts verdicts={p.bloquants.map(vue)} />}
      {p.attendent.length > 0 && (
        <>
          <h3 class="gt-relire__sous">Règles qui attendent vos réponses</h3>
          <Verdicts verdicts={p.attendent.map(vue)} serre />
        </>
      )}
      {p.avertis.length > 0 && (
        <>
          <h3 class="gt-relire__sous">À savoir, sans empêcher de déposer</h3>
          <Verdicts verdicts={p.avertis.map(vue)} serre />
        </>
      )}
    </LigneRelue>
  )
}

/** What one may read again before filing: folded, since most of it holds and was read while it was written. */
const ARelire = (p: DepotProps & ReturnType<typeof trier>) => (
  <div class="gt-relire-plis">
    <details id="regles">
      <summary>
        <b>Les règles de l’appel</b> <span>{decompteEnMots(p.verdicts)}</span>
      </summary>
      <Verdicts verdicts={p.verdicts.map(v => vueVerdict(v, p.tete))} serre />
      <ClausesDesEngagements {...p} />
    </details>
    <details id="relecture">
      <summary>
        <b>Le dossier complet</b> <span>tel que l’instructeur le lira, chaque réponse avec «&nbsp;Modifier&nbsp;»</span>
      </summary>
      {p.relecture}
    </details>
  </div>
)

const Illisibles = ({ illisibles }: DepotProps) =>
  illisibles.length === 0 ? null : (
    <ul class="fr-mb-2w">
      {illisibles.map(i => (
        <li>
          <a href={i.href}>
            {i.libelle} : « {i.texte} » ne peut pas être lu
          </a>
        </li>
      ))}
    </ul>
  )

const Engagements = ({ engagements, coches, oublis }: DepotProps) => (
  <LigneRelue id="engagements" titre="Engagements">
    {engagements.map(e => (
      <div class="gt-relire__case">
        <Checkbox
          name="engagements"
          id={idEngagement(e.code)}
          value={e.code}
          label={e.libelle}
          checked={coches.includes(e.code)}
          error={oublis?.has(e.code) ? 'Cochez cette case pour déposer' : undefined}
        />
      </div>
    ))}
  </LigneRelue>
)

const ClausesDesEngagements = ({ engagements, tete }: DepotProps) => {
  const clauses = [...new Set(engagements.flatMap(e => e.clauses))]
  return clauses.length === 0 ? null : (
    <p class="gt-source">
      Vos engagements viennent de{' '}
      {clauses.map((c, i) => [i > 0 ? ', ' : '', <Clause texte={c} href={paths.appels.clause(tete.appel.slug, c)} />])}.
    </p>
  )
}

/** Giving a draft up: folded, because nobody comes for it. */
const Abandon = ({ id }: { id: string }) => (
  <details class="fr-mt-4w gt-details">
    <summary>Abandonner ce dossier</summary>
    <p class="fr-mt-2w">Le dossier reste lisible par votre structure. Il ne pourra plus être modifié ni déposé.</p>
    <BoutonPost action={paths.dossiers.abandon(id)}>Abandonner le dossier</BoutonPost>
  </details>
)
