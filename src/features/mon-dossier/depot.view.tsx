import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert, SurCettePage } from '../../ui/blocs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { RangEtape } from '../../ui/dossier.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import { Clause, Documents } from '../../ui/liens.tsx'
import type { Site } from '../../ui/site.ts'
import { Decompte, Verdicts } from '../../ui/verdicts.tsx'
import { Cadre, type Tete, vueVerdict } from '../cadre/index.ts'
import type { Etape } from '../cahier/index.ts'
import type { Quand } from '../calendrier/index.ts'
import { type Avancement, aRegler } from '../examen/index.ts'
import { Exports } from '../exports/index.ts'
import type { Manque } from '../recevabilite/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { Deposer } from './deposer.view.tsx'

export type Engagement = { code: string; libelle: string; clauses: readonly string[] }
/** Something to settle before filing, and where. */
export type Point = { texte: string; href: string }
/** Typed text that cannot be read, and where it is mended. */
export type Illisible = { libelle: string; texte: string; href: string }
export type DepotProps = {
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

/** Last step: what blocks, what warns, what holds, the dossier read again, the engagements, and the one button. */
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
      sous={<Sommaire points={tri.points} avertis={tri.avertis.length} serres={tri.serres.length} engagements={p.engagements.length} />}
    >
      <RangEtape rang={p.etapes.length} total={p.etapes.length} />
      <h1 class="fr-h2 fr-mb-1w">{p.etape.titre}</h1>
      <Retour points={p.retour ?? []} />
      {p.avis && (
        <Alert ton="warning" petit reponse>
          <p>{p.avis}</p>
        </Alert>
      )}
      <p class="fr-text--lead fr-mb-2w">
        {tri.points === 0
          ? p.retour?.length
            ? 'Les réponses sont prêtes. Il reste ce qui est dit plus haut.'
            : 'Tout est prêt.'
          : `Encore ${n(tri.points, 'point à régler', 'points à régler')} avant de déposer.`}
      </p>
      <Decompte verdicts={p.verdicts} nom="Résumé des règles" />
      <Regles {...p} {...tri} />
      {p.partenaires}
      <section aria-labelledby="relecture" class="fr-mt-5w">
        <h2 id="relecture" class="fr-h4 fr-mb-0">
          Le dossier, tel que l’instructeur le lira
        </h2>
        {p.relecture}
      </section>
      <Formulaire action={paths.dossiers.depot(p.tete.id)}>
        <input type="hidden" name="revision" value={String(p.revision)} />
        {p.engagements.length > 0 && <Engagements {...p} />}
        <Deposer {...p} points={tri.points} />
      </Formulaire>
      <Emporter id={p.tete.id} />
      {!p.tete.rouvert && <Abandon id={p.tete.id} />}
    </Cadre>
  )
}

const Emporter = ({ id }: { id: string }) => (
  <details class="fr-mt-4w gt-details">
    <summary>Emporter une copie du dossier</summary>
    <Documents>
      <Exports id={id} />
    </Documents>
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
    serres: verdicts.filter(v => v.resultat === 'respectee' || v.resultat === 'sans_objet'),
    points: nombre + illisibles.length,
  }
}

const Regles = (p: DepotProps & ReturnType<typeof trier>) => {
  const vue = (v: Verdict) => vueVerdict(v, p.tete)
  return (
    <>
      {p.points > 0 && (
        <section aria-labelledby="bloque" class="fr-mt-4w">
          <h2 id="bloque" class="fr-h4">
            Ce qui bloque le dépôt
          </h2>
          <Illisibles {...p} />
          {p.bloquants.length > 0 && <Verdicts verdicts={p.bloquants.map(vue)} />}
        </section>
      )}
      {p.attendent.length > 0 && (
        <section aria-labelledby="attendent" class="fr-mt-4w">
          <h2 id="attendent" class="fr-h4">
            Règles qui attendent vos réponses
          </h2>
          <Verdicts verdicts={p.attendent.map(vue)} serre />
        </section>
      )}
      {p.avertis.length > 0 && (
        <section aria-labelledby="attention" class="fr-mt-4w">
          <h2 id="attention" class="fr-h4 fr-mb-1v">
            Ce qui appelle votre attention
          </h2>
          <p class="gt-source fr-mt-0 fr-mb-2w">Rien ici n’empêche de déposer. Qui instruit et qui décide verront les mêmes phrases.</p>
          <Verdicts verdicts={p.avertis.map(vue)} />
        </section>
      )}
      {p.serres.length > 0 && (
        <section aria-labelledby="respecte" class="fr-mt-4w">
          <h2 id="respecte" class="fr-h4">
            Règles respectées ou sans objet
          </h2>
          <Verdicts verdicts={p.serres.map(vue)} serre />
        </section>
      )}
    </>
  )
}

type SommaireProps = { points: number; avertis: number; serres: number; engagements: number }
const Sommaire = ({ points, avertis, serres, engagements }: SommaireProps) => (
  <SurCettePage
    atelier
    liens={[
      ...(points > 0 ? [{ libelle: `Ce qui bloque\u00a0: ${points}`, href: '#bloque' }] : []),
      ...(avertis > 0 ? [{ libelle: `Points d’attention\u00a0: ${avertis}`, href: '#attention' }] : []),
      ...(serres > 0 ? [{ libelle: `Respectées ou sans objet\u00a0: ${serres}`, href: '#respecte' }] : []),
      { libelle: 'Relire le dossier', href: '#relecture' },
      ...(engagements > 0 ? [{ libelle: 'Engagements', href: '#engagements' }] : []),
      { libelle: 'Déposer', href: '#deposer' },
    ]}
  />
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

const Engagements = ({ engagements, coches, oublis, tete }: DepotProps) => (
  <section aria-labelledby="engagements" class="fr-mt-5w">
    <h2 id="engagements" class="fr-h4">
      Engagements
    </h2>
    {engagements.map(e => (
      <div class="fr-mb-2w">
        <Checkbox
          name="engagements"
          id={idEngagement(e.code)}
          value={e.code}
          label={e.libelle}
          checked={coches.includes(e.code)}
          error={oublis?.has(e.code) ? 'Cochez cette case pour déposer' : undefined}
        />
        {e.clauses.length > 0 && (
          <p class="gt-sur fr-mb-0">{e.clauses.map(c => [<Clause texte={c} href={paths.appels.clause(tete.appel.slug, c)} />, ' '])}</p>
        )}
      </div>
    ))}
  </section>
)

/** Giving a draft up: folded, because nobody comes for it. */
const Abandon = ({ id }: { id: string }) => (
  <details class="fr-mt-4w gt-details">
    <summary>Abandonner ce dossier</summary>
    <p class="fr-mt-2w">Le dossier reste lisible par votre structure. Il ne pourra plus être modifié ni déposé.</p>
    <BoutonPost action={paths.dossiers.abandon(id)}>Abandonner le dossier</BoutonPost>
  </details>
)
