import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Badge, EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost, ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { AnnoncerReleve, type APrendre, Defaire, ReleveAFaire, type SaisieSuivant } from './releve-a-faire.view.tsx'

export type CompteDit = { volet: string; departement: string; deposes: number; brouillons: number }
export type VagueVue = {
  code: string
  libelle: string
  ouverture: Date
  cloture: Date | undefined
  /** Absent when the call sets no day: its dossiers are not collected together. */
  prevuLe: Date | undefined
  fait: { id: string; le: Date; par: string | null; suivis: number; document: { sha256: string | null } | null } | undefined
  /** Its instant has come and nobody has done it. */
  du: boolean
  /** All the year round, what the next relevé takes, dossier by dossier. */
  prend?: APrendre | undefined
  demanderSuivant?: boolean
  /** Until when it may be undone. */
  defaireJusquA?: Date | undefined
  comptes: { deposes: number; brouillons: number; lignes: readonly CompteDit[] } | undefined
}
type Props = {
  site: Site
  appel: { slug: string; titre: string }
  vagues: readonly VagueVue[]
  /** By hand, and none is announced. */
  aLaMain: boolean
  aAnnoncer: boolean
  /** What is left to decide of its envelopes, once they are open. Cents. */
  reste: number | undefined
  saisie: SaisieSuivant
  fait?: string | undefined
  refus?: string | undefined
}

/** The relevés of a call, wave by wave: when, by whom, how many dossiers, and the drafts that nobody filed. */
export const RelevesPage = ({ site, appel, vagues, aLaMain, aAnnoncer, reste, saisie, fait, refus }: Props) => (
  <Page
    site={site}
    titre={`Relevés, ${appel.titre}`}
    large
    erreur={!!refus}
    ariane={[
      { libelle: 'Accueil', href: paths.accueil },
      { libelle: 'Appels et versions', href: paths.administration.appels },
      { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
      { libelle: 'Relevés' },
    ]}
  >
    <h1 class="fr-h2">Relevés des dossiers</h1>
    <ErrorSummary errors={saisie.errors} />
    <Nouvelles fait={fait} refus={refus} />
    <p>
      {aLaMain
        ? 'Vous faites le relevé à l’heure annoncée ou après, jamais avant. Tous les dossiers déposés avant cette heure passent en instruction, ensemble.'
        : 'À l’instant du relevé, tous les dossiers déposés d’une vague passent en instruction, ensemble. Le guichet le fait seul, dans les cinq minutes.'}{' '}
      {reste !== undefined && (
        <>
          Il reste <strong>{formatEuros(reste)}</strong> à décider.
        </>
      )}
    </p>
    <p>
      <a class="fr-link fr-link--sm fr-mr-2w" href={`${paths.instruction.bord}?${new URLSearchParams({ appel: appel.slug })}`}>
        Tableau de bord
      </a>{' '}
      <a class="fr-link fr-link--sm fr-mr-2w" href={paths.administration.enveloppes(appel.slug)}>
        Enveloppes
      </a>{' '}
      <a class="fr-link fr-link--sm" href={paths.appels.voir(appel.slug)}>
        Page publique
      </a>
    </p>
    {aAnnoncer && <AnnoncerReleve slug={appel.slug} saisie={saisie} />}
    {vagues.map(v => (
      <Vague slug={appel.slug} vague={v} seule={vagues.length === 1 && !aLaMain} saisie={saisie} />
    ))}
  </Page>
)

const Vague = ({ slug, vague: v, seule, saisie }: { slug: string; vague: VagueVue; seule: boolean; saisie: SaisieSuivant }) => (
  <section class="fr-mt-4w" aria-labelledby={`vague-${v.code}`}>
    <h2 class="fr-h4 fr-mb-1v" id={`vague-${v.code}`}>
      {seule && v.cloture ? 'Relevé de l’appel' : v.libelle}
    </h2>
    <Etat vague={v} />
    <p class="gt-sous">
      {v.cloture ? (
        <>
          Dépôt du <Time instant={v.ouverture} forme="seconde" /> au <Time instant={v.cloture} forme="seconde" />.
        </>
      ) : (
        <>
          Dépôt depuis le <Time instant={v.ouverture} />, sans fin prévue.
        </>
      )}
    </p>
    <p>
      <Quand vague={v} />
    </p>
    {v.fait?.document && <Document slug={slug} id={v.fait.id} {...v.fait.document} />}
    {v.prend && (
      <ReleveAFaire slug={slug} code={v.code} prend={v.prend} du={v.du} demanderSuivant={v.demanderSuivant ?? false} saisie={saisie} />
    )}
    {v.defaireJusquA && <Defaire slug={slug} code={v.code} jusquAu={v.defaireJusquA} />}
    {v.du && !v.prend && (
      <BoutonPost action={paths.administration.releves(slug)} champs={{ vague: v.code }} class="fr-btn">
        Relever maintenant
      </BoutonPost>
    )}
    {v.comptes && !v.prend && <Comptes vague={v} comptes={v.comptes} />}
  </section>
)

const Etat = ({ vague: { fait, du, prevuLe } }: { vague: VagueVue }) => {
  if (fait) return <Badge ton="success">Fait</Badge>
  if (du) return <Badge ton="error">En retard</Badge>
  return prevuLe ? <Badge ton="info">À venir</Badge> : <Badge>Sans relevé</Badge>
}

const Quand = ({ vague: { fait, prevuLe, du } }: { vague: VagueVue }) => {
  if (!prevuLe) return <>L’appel n’a pas de relevé pour cette vague&nbsp;: chaque dossier est instruit dès son dépôt.</>
  if (fait)
    return (
      <>
        Prévu le <Time instant={prevuLe} />. Fait le <Time instant={fait.le} />, {fait.par ? `par ${fait.par}` : 'par le guichet lui-même'}.
        {fait.suivis > 0 &&
          ` ${formatNombre(fait.suivis)}\u00a0dossier${fait.suivis > 1 ? 's déposés' : ' déposé'} ensuite par dérogation ${fait.suivis > 1 ? 'l’ont' : 'l’a'} suivi.`}
      </>
    )
  return (
    <>
      Prévu le <Time instant={prevuLe} />
      {du ? ', pas encore fait.' : '. Les dossiers peuvent encore changer jusque-là.'}
    </>
  )
}

/** The minutes of a relevé: what it took and left, sealed once it may no longer be undone. */
const Document = ({ slug, id, sha256 }: { slug: string; id: string; sha256: string | null }) =>
  sha256 ? (
    <p>
      <a class="fr-link" href={paths.administration.documentReleve(slug, id)} data-turbo="false">
        Procès-verbal du relevé (PDF)
      </a>
      <span class="gt-empreinte">SHA-256 {sha256}</span>
    </p>
  ) : (
    <p class="gt-sous">Son procès-verbal est dressé quand il ne peut plus être défait.</p>
  )

const Comptes = ({ vague: v, comptes }: { vague: VagueVue; comptes: NonNullable<VagueVue['comptes']> }) => (
  <Tableau
    legende={v.fait ? 'Ce que le relevé a pris' : 'Ce que le relevé prendrait maintenant'}
    lignes={comptes.lignes}
    dense
    vide={<EmptyState titre="Aucun dossier, aucun brouillon." />}
    colonnes={[
      { titre: 'Volet', cellule: l => l.volet },
      { titre: 'Département', cellule: l => l.departement },
      { titre: 'Dossiers déposés', cellule: l => formatNombre(l.deposes), num: true },
      { titre: 'Brouillons non déposés', cellule: l => formatNombre(l.brouillons), num: true },
    ]}
    pied={['Total', '', formatNombre(comptes.deposes), formatNombre(comptes.brouillons)]}
  />
)
