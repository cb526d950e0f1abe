import type { Child, PropsWithChildren } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert, Badge, type TonBadge } from '../../ui/blocs.tsx'
import { NomStructure } from '../../ui/declaree.tsx'
import { Atelier, EnTeteDossier, type EtapeDossier } from '../../ui/dossier.tsx'
import { LienExterne } from '../../ui/liens.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time, Typo } from '../../ui/texte.tsx'
import type { VerdictVue } from '../../ui/verdicts.tsx'
import { cellule } from '../contenu/index.ts'
import type { FermetureAnnoncee } from '../delais/index.ts'
import { type Avancement, minutesRestantes, motEffort } from '../examen/index.ts'
import { BandeauPartenaire, type PartenaireVu } from '../partenaires/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { Fermeture } from './fermeture.view.tsx'

/** A question that a computed aid reads, and its step. */
export type PlaceDuCalcul = { etape: string; champ: string }
/** What the head of a dossier's pages shows. */
export type Tete = {
  id: string
  numero: string
  titre: string
  etat: { mot: string; ton: TonBadge }
  /** `pieces`: codes of the call's pieces, which are places of their step. `calcul`: the questions that the aid is computed from, where the call computes it. */
  appel: { titre: string; slug: string; pieces: readonly string[]; calcul?: readonly PlaceDuCalcul[] | undefined }
  /** Who bears it was declared by hand, and is not confirmed. */
  declaree?: { nom: string; structureId: string } | undefined
  /** Written while its author waits for this structure. */
  enAttente?: string | undefined
  /** Absent once filed: nothing is due any more. */
  delai?: { maintenant: Date; fin: Date } | { titre: string; note: string } | undefined
  /** Its closing is the one of before, which the call has moved earlier since. */
  gardee?: boolean | undefined
  /** What closes to it before its end, once that is announced. */
  ferme?: readonly FermetureAnnoncee[] | undefined
  /** Instant of the filing that stands while its dossier is being changed. */
  rouvert?: Date | undefined
  /** The partners that the reader speaks for, as long as something is asked of them. */
  partenaires?: readonly PartenaireVu[] | undefined
}
export type CadreProps = PropsWithChildren<{
  site: Site
  tete: Tete
  /** Title of the page, last step of the breadcrumb. */
  titre: string
  etapes?: readonly Avancement[] | undefined
  courante?: string | undefined
  sous?: Child
  erreur?: boolean | undefined
  skip?: readonly { libelle: string; href: string }[] | undefined
}>

/** A page of a dossier: breadcrumb, head, and the workshop with its steps when there are steps. */
export const Cadre = ({ site, tete, titre, etapes, courante, sous, erreur, skip = [], children }: CadreProps) => (
  <Page
    site={site}
    titre={titre === 'Dossier' ? `Dossier ${tete.numero}, ${tete.etat.mot.toLowerCase()}` : `${titre}, dossier ${tete.numero}`}
    erreur={erreur}
    ariane={[
      { libelle: 'Mon espace', href: paths.espace },
      ...(titre === 'Dossier' ? [] : [{ libelle: `Dossier ${tete.numero}`, href: paths.dossiers.voir(tete.id) }]),
      { libelle: titre === 'Dossier' ? `Dossier ${tete.numero}` : titre },
    ]}
    skip={[...(etapes ? [{ libelle: 'Étapes du dossier', href: '#etapes' }] : []), ...skip]}
  >
    <EnTeteDossier
      titre={tete.titre || 'Projet sans titre'}
      badge={<Badge ton={tete.etat.ton}>{tete.etat.mot}</Badge>}
      numero={tete.numero}
      appel={{ titre: tete.appel.titre, href: paths.appels.voir(tete.appel.slug) }}
      delai={tete.delai}
    />
    {tete.declaree && (
      <p class="fr-mb-2w">
        <NomStructure nom={tete.declaree.nom} declaree />. Le service confirme votre structure. Vous pouvez rédiger et déposer. La décision
        attend cette confirmation.
      </p>
    )}
    {tete.enAttente && (
      <div class="gt-attente fr-mb-3w">
        <p>
          <b>{tete.enAttente} doit encore vous accepter. Vous pouvez rédiger dès maintenant.</b>
        </p>
        <p class="fr-text--sm">Vous seul voyez ce brouillon. Il faudra cette réponse pour déposer.</p>
      </div>
    )}
    {tete.gardee && (
      <p class="fr-mb-2w">La clôture de l’appel a avancé. Votre dossier était commencé&nbsp;: il garde celle d’avant, dite ci-dessus.</p>
    )}
    {etapes && tete.ferme?.map(f => <Fermeture {...f} depot={vers(tete.id, etapes, courante)} rouvert={tete.rouvert !== undefined} />)}
    {etapes && tete.rouvert && <EnModification id={tete.id} depose={tete.rouvert} />}
    {etapes && tete.partenaires && tete.partenaires.length > 0 && <BandeauPartenaire id={tete.id} partenaires={tete.partenaires} />}
    {etapes ? (
      <Atelier etapes={etapes.map(e => vueEtape(e, tete, courante))} effort={motEffort(minutesRestantes(etapes))} sous={sous}>
        {children}
      </Atelier>
    ) : (
      children
    )}
  </Page>
)

/** The step that files it, from another one. */
const vers = (id: string, etapes: readonly Avancement[], courante: string | undefined) => {
  const depot = etapes.find(e => e.etape.blocs.includes('depot'))?.etape.code
  return depot && depot !== courante ? paths.dossiers.etape(id, depot) : undefined
}

/** A step in the list of steps. Places of the step that is open are places of this page. */
export const vueEtape = (e: Avancement, tete: Tete, courante?: string): EtapeDossier => ({
  nom: e.etape.titre,
  href: paths.dossiers.etape(tete.id, e.etape.code),
  etat: e.etat,
  mot: e.mot,
  points: e.points.map(p => ({
    texte: p.texte,
    manque: p.genre === 'manque',
    href: placeDe({ etape: e.etape.code, champ: p.champ }, tete),
  })),
  effort: motEffort(e.points.length > 0 ? e.minutes : 0),
  courante: e.etape.code === courante,
})

/** A verdict as pages show it: its clauses on the call's page, and the field where it is mended (here, or in its step). */
export const vueVerdict = (v: Verdict, tete: Tete, ici?: string): VerdictVue => ({
  resultat: v.resultat,
  titre: v.titre,
  phrase: v.lien ? (
    <>
      <Typo texte={v.explication} />{' '}
      <LienExterne href={v.lien.adresse} nom={v.lien.libelle}>
        {v.lien.libelle}
      </LienExterne>
    </>
  ) : (
    v.explication
  ),
  clauses: v.clauses.map(c => ({ texte: c, href: paths.appels.clause(tete.appel.slug, c) })),
  remede: AREGLER.has(v.resultat) ? remede(v, tete, ici) : undefined,
})

const AREGLER = new Set(['non_respectee', 'a_completer', 'autre_appel', 'attention'])
/** Not a field of its step: the step itself is the place. */
const SANS_CHAMP = new Set(['structure'])

type AMender = { etape: string; champ?: string | undefined }
/** A computed aid is no field: what is said of it is mended in the answers that it is computed from, here rather than elsewhere. */
function duCalcul<V extends AMender>(v: V, { appel }: Tete): AMender {
  const lus = v.champ === 'aide' ? (appel.calcul ?? []) : []
  return lus.find(l => l.etape === v.etape) ?? lus[0] ?? v
}

/** The place where a verdict is mended: its field, or its piece; the step where it has none. */
export function placeDe(v: AMender, tete: Tete): string {
  const { etape, champ: vise } = duCalcul(v, tete)
  // a rule on a nature of expense is mended in the table of expenses
  const champ = vise?.startsWith('depenses.') && !cellule(vise) ? 'depenses' : vise
  const place = !champ || SANS_CHAMP.has(champ) ? '' : tete.appel.pieces.includes(champ) ? `#piece-${champ}` : `#${champ}`
  return `${paths.dossiers.etape(tete.id, etape)}${place}`
}

function remede(v: Verdict, tete: Tete, ici: string | undefined) {
  if (v.etape === 'depot' && !v.champ) return undefined
  const href = placeDe(v, tete)
  if (duCalcul(v, tete).etape !== ici) return { texte: 'Corriger à son étape', href }
  const ancre = href.split('#')[1]
  if (!ancre) return undefined
  const calculee = v.champ === 'aide' && tete.appel.calcul
  return { texte: calculee ? 'Aller aux réponses dont l’aide dépend' : 'Aller à la réponse', href: `#${ancre}` }
}

/** On each page of a filed dossier that is being changed: what counts meanwhile. */
const EnModification = ({ id, depose }: { id: string; depose: Date }) => (
  <Alert petit>
    <p>
      Vous modifiez un dossier déposé. Le dépôt du <Time instant={depose} /> compte tant que vous ne déposez pas à nouveau.{' '}
      <a href={paths.dossiers.finReouverture(id)}>Renoncer à ces modifications</a>
    </p>
  </Alert>
)
