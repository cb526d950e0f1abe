import type { Child } from 'hono/jsx'
import { formatDateCivile, formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { majuscule } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Badge, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { DateField, Field, FileField, MoneyField, Select, TextArea } from '../../ui/champs.tsx'
import { Checkbox } from '../../ui/choix.tsx'
import { Cle, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { type Colonne, Tableau } from '../../ui/table.tsx'
import { nomDuSignataire, type Signataire } from '../agents/index.ts'
import type { Appel } from '../cahier/index.ts'
import { MOTS_NATURES, NATURES } from './competence.rules.ts'
import { MOTIF_MAX, type SaisieDelegation } from './delegation.form.ts'
import type { Delegation } from './delegations.queries.ts'
import { type EtatDelegation, etatDelegation } from './etat.rules.ts'

type AppelDit = Pick<Appel, 'slug' | 'titre'>
export type DelegationsProps = {
  site: Site
  appel: AppelDit
  instant: Date
  delegations: readonly Delegation[]
  signataires: readonly Signataire[]
  saisie: SaisieDelegation
  cle: string
  errors: FieldErrors
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
    <Nouvelle {...p} />
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

const Nouvelle = ({ appel, signataires, saisie: v, cle, errors }: DelegationsProps) => {
  const options = (enPropre: boolean) =>
    signataires.filter(s => s.enPropre === enPropre).map(s => ({ value: s.id, label: `${majuscule(s.qualite)} (${nomDuSignataire(s)})` }))
  const [delegants, delegues] = [options(true), options(false)]
  return (
    <section class="fr-mt-5w gt-etroit" aria-labelledby="nouvelle">
      <h2 class="fr-h4" id="nouvelle">
        Enregistrer une délégation publiée
      </h2>
      {delegants.length === 0 || delegues.length === 0 ? (
        <p>
          Désignez d’abord l’autorité et la personne qui signe pour elle,{' '}
          <a href={`${paths.administration.personnes(appel.slug)}#signatures`}>sur la page des personnes</a>.
        </p>
      ) : (
        <Formulaire action={paths.administration.delegations(appel.slug)} fichiers aria-labelledby="nouvelle">
          <Cle valeur={cle} />
          <Select name="delegant" label="Qui délègue" value={v.delegant} error={errors.delegant} options={delegants} />
          <Select name="delegue" label="À qui" value={v.delegue} error={errors.delegue} options={delegues} />
          <Field name="arrete_numero" label="Numéro de l’arrêté" value={v.arrete_numero} error={errors.arrete_numero} autocomplete="off" />
          <DateField name="arrete_le" label="Date de l’arrêté" value={v.arrete_le} error={errors.arrete_le} />
          <Field
            name="recueil"
            label="Recueil où il est publié"
            hint={'Par exemple\u00a0: recueil des actes administratifs R20-2026-03'}
            value={v.recueil}
            error={errors.recueil}
            autocomplete="off"
          />
          <DateField name="publiee_le" label="Publié le" value={v.publiee_le} error={errors.publiee_le} />
          <FileField name="fichier" label="Arrêté publié" hint={'Un PDF de 10\u00a0Mo au plus'} accept=".pdf" error={errors.fichier} />
          <fieldset class="fr-fieldset" aria-labelledby="natures-legende">
            <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id="natures-legende">
              Pour quels actes
            </legend>
            {NATURES.map(n => (
              <div class="fr-fieldset__element">
                <Checkbox
                  name={`nature_${n}`}
                  label={MOTS_NATURES[n].plusieurs}
                  checked={v[`nature_${n}`] === 'oui'}
                  error={errors[`nature_${n}`]}
                />
              </div>
            ))}
          </fieldset>
          <MoneyField
            name="plafond_acte"
            label="Plafond par acte"
            hint="Laissez vide s’il n’y en a pas"
            facultatif
            value={v.plafond_acte}
            error={errors.plafond_acte}
          />
          <MoneyField
            name="plafond_total"
            label="Plafond en tout"
            hint="Compté pour chaque sorte d’actes. Laissez vide s’il n’y en a pas"
            facultatif
            value={v.plafond_total}
            error={errors.plafond_total}
          />
          <DateField
            name="du"
            label="Premier jour"
            hint={'Le lendemain de la publication, sauf si l’arrêté dit autrement. Au format jj/mm/aaaa'}
            value={v.du}
            error={errors.du}
          />
          <DateField name="au" label="Dernier jour" hint="Laissez vide si l’arrêté n’en a pas" facultatif value={v.au} error={errors.au} />
          <Checkbox name="tous" label="Pour tous les appels" hint="Sinon, pour cet appel." checked={v.tous === 'oui'} />
          <FormActions principal="Enregistrer la délégation" filet={false} />
        </Formulaire>
      )}
    </section>
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
