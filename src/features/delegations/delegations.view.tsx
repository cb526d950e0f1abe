import type { Child } from 'hono/jsx'
import { formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { type Colonne, Tableau } from '../../ui/table.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { Appel } from '../cahier/index.ts'
import { MOTS_NATURES } from './competence.rules.ts'
import { MOTIF_MAX } from './delegation.form.ts'
import type { Delegation } from './delegations.queries.ts'
import { type EtatDelegation, etatDelegation } from './etat.rules.ts'
import { NouvelleDelegation, type NouvelleProps } from './nouvelle.view.tsx'

type AppelDit = Pick<Appel, 'slug' | 'titre'>
export type DelegationsProps = NouvelleProps & {
  site: Site
  instant: Date
  delegations: readonly Delegation[]
  fait?: string | undefined
  refus?: string | undefined
}
const ariane = (appel: AppelDit) => [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Appels et versions', href: paths.administration.appels },
  { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
  { libelle: 'Qui instruit quoi', href: paths.administration.personnes(appel.slug) },
]

/** The delegations of signature that hold for a call, and how one that was published is recorded. */
export const DelegationsPage = (p: DelegationsProps) => (
  <Page
    site={p.site}
    titre={`Délégations de signature, ${p.appel.titre}`}
    large
    erreur={Object.keys(p.errors).length > 0 || p.refus !== undefined}
    ariane={[...ariane(p.appel), { libelle: 'Délégations de signature' }]}
  >
    <ErrorSummary errors={p.errors} />
    <h1 class="fr-h2">Délégations de signature</h1>
    <p class="fr-text--lead">{p.appel.titre}</p>
    <Nouvelles fait={p.fait} refus={p.refus} />
    <p>
      Une délégation vient d’un arrêté publié. Le guichet l’enregistre, il ne la crée pas. Un acte hors de ses dates ou de ses montants est
      refusé, avec la raison.
    </p>
    <TableauDelegations
      legende="Délégations enregistrées"
      lignes={p.delegations}
      instant={p.instant}
      arrete={d => paths.administration.arreteDelegation(p.appel.slug, d.id)}
      fin={d => paths.administration.finDelegation(p.appel.slug, d.id)}
    />
    <NouvelleDelegation {...p} />
  </Page>
)

const ETATS: Record<EtatDelegation, { mot: string; ton: TonBadge }> = {
  a_venir: { mot: 'À venir', ton: 'info' },
  en_vigueur: { mot: 'En vigueur', ton: 'success' },
  finie: { mot: 'Finie', ton: 'neutre' },
}
const plafonds = (d: Delegation): Child => (
  <>
    {d.plafondActe === null ? 'Sans plafond par acte' : `${formatEuros(d.plafondActe)} par acte`}
    {d.plafondTotal !== null && (
      <>
        <div>{formatEuros(d.plafondTotal)} en tout</div>
        {d.natures.map(n => (
          <div class="gt-sous">
            {MOTS_NATURES[n].plusieurs}&nbsp;: reste {formatEuros(Math.max(0, d.plafondTotal! - d.emploi[n]))}
          </div>
        ))}
      </>
    )}
  </>
)
const qui = (s: Signataire): Child => (
  <>
    {majuscule(s.qualite)}
    <div class="gt-sous">{nomDuSignataire(s)}</div>
  </>
)

type Tables = {
  legende: string
  lignes: readonly Delegation[]
  instant: Date
  arrete: (d: Delegation) => string
  /** Where a delegation is ended; nothing for whoever only reads. */
  fin?: (d: Delegation) => string
}
/** Delegations: who, for what, up to how much, when, by which arrêté. */
export const TableauDelegations = ({ legende, lignes, instant, arrete, fin }: Tables) => {
  const colonnes: Colonne<Delegation>[] = [
    { titre: 'À qui', cellule: d => qui(d.delegue) },
    { titre: 'De qui', cellule: d => qui(d.delegant) },
    { titre: 'Pour quoi', cellule: d => d.natures.map(n => <div>{MOTS_NATURES[n].plusieurs}</div>) },
    { titre: 'Limite', cellule: plafonds },
    {
      titre: 'Dates',
      cellule: d => (
        <>
          Du {formatDateCivile(d.du)}
          {d.au ? ` au ${formatDateCivile(d.au)}` : ', sans terme'}
          <div>
            <Etat d={d} instant={instant} />
          </div>
        </>
      ),
    },
    {
      titre: 'Arrêté',
      cellule: d => (
        <>
          <a href={arrete(d)} data-turbo="false">
            n°&nbsp;{d.arreteNumero}
          </a>{' '}
          du {formatDateCivile(d.arreteLe)}
          <div class="gt-sous">
            {d.recueil}, {formatDateCivile(d.publieeLe)}
            {d.appelId === null && ' · tous les appels'}
          </div>
        </>
      ),
    },
  ]
  if (fin)
    colonnes.push({
      titre: 'Acte',
      cellule: d =>
        etatDelegation(d, instant) === 'finie' ? (
          '–'
        ) : (
          <a href={fin(d)}>
            Mettre fin<span class="fr-sr-only"> à la délégation n°&nbsp;{d.arreteNumero}</span>
          </a>
        ),
    })
  return (
    <Tableau
      legende={legende}
      lignes={lignes}
      colonnes={colonnes}
      vide={<EmptyState titre="Aucune délégation n’est enregistrée.">Sans délégation, l’autorité signe tout elle-même.</EmptyState>}
    />
  )
}

const Etat = ({ d, instant }: { d: Delegation; instant: Date }) => {
  const { mot, ton } = ETATS[etatDelegation(d, instant)]
  return (
    <>
      <Badge ton={ton}>{mot}</Badge>
      {d.finieLe && (
        <div class="gt-sous">
          Le {formatInstant(d.finieLe)}&nbsp;: {d.finMotif}
        </div>
      )}
    </>
  )
}

type FinProps = { site: Site; appel: AppelDit; d: Delegation; instant: Date; motif: string; erreur: string | undefined }
/** Before a delegation ends: which one, and why. */
export const FinDelegationPage = ({ site, appel, d, instant, motif, erreur }: FinProps) => (
  <Page
    site={site}
    titre={`Mettre fin à une délégation, ${appel.titre}`}
    large
    erreur={erreur !== undefined}
    ariane={[
      ...ariane(appel),
      { libelle: 'Délégations de signature', href: paths.administration.delegations(appel.slug) },
      { libelle: 'Mettre fin' },
    ]}
  >
    <ErrorSummary errors={erreur === undefined ? {} : { motif: erreur }} />
    <h1 class="fr-h2">Mettre fin à une délégation</h1>
    <TableauDelegations
      legende="Délégation"
      lignes={[d]}
      instant={instant}
      arrete={x => paths.administration.arreteDelegation(appel.slug, x.id)}
    />
    <div class="gt-lecture">
      <p>Dès maintenant, plus rien ne se signe par elle. Ce qui est signé le reste. Les deux personnes reçoivent un courriel.</p>
      <Formulaire action={paths.administration.finDelegation(appel.slug, d.id)}>
        <TextArea
          name="motif"
          label="Raison"
          hint={'Par exemple\u00a0: arrêté du 2 juin 2026 qui la rapporte.'}
          rows={3}
          maxlength={MOTIF_MAX}
          value={motif}
          error={erreur}
        />
        <FormActions principal="Mettre fin à cette délégation" filet={false}>
          <a class="fr-link" href={paths.administration.delegations(appel.slug)}>
            Annuler
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
