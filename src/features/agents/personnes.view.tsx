import { paths } from '../../paths.ts'
import { Alert, Badge, EmptyState } from '../../ui/blocs.tsx'
import { DateField, Select } from '../../ui/champs.tsx'
import { CheckboxGroup } from '../../ui/choix.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import type { Personne } from './agents.queries.ts'
import { phraseTrous } from './couverture.mots.ts'
import type { Couverture } from './couverture.rules.ts'
import type { SaisieDates } from './dates.rules.ts'
import { ChangerDates, DatesDites, type DatesTapees } from './dates.view.tsx'
import { arianePersonnes, dire } from './personnes.mots.ts'
import { MOTS_ROLES, siegesPossibles } from './roles.ts'
import { Signataires, type SignatairesProps } from './signataires.view.tsx'

export type SaisieDesignation = {
  role: string
  departements: readonly string[]
  volets: readonly string[]
  instances: readonly string[]
} & SaisieDates
export type PersonnesProps = SignatairesProps & {
  site: Site
  /** Roles that may be given here, whoever holds them. */
  roles: readonly { id: string; role: Personne['role']; nom: string; courriel: string }[]
  couverture: Couverture
  personnes: readonly Personne[]
  /** Other calls of the guichet, whose people may be taken up. */
  autres: readonly { slug: string; titre: string }[]
  saisie: SaisieDesignation
  /** Dates of a line that were refused, as typed. */
  dates: DatesTapees | undefined
  fait: string | undefined
}

/** Who works on a call: what each instructs, what nobody does; and how it is given to somebody. */
export const PersonnesPage = (p: PersonnesProps) => (
  <Page
    site={p.site}
    titre={`Qui instruit quoi, ${p.appel.titre}`}
    large
    erreur={Object.keys(p.errors).length > 0}
    ariane={[...arianePersonnes(p.appel), { libelle: 'Qui instruit quoi' }]}
  >
    <ErrorSummary errors={p.errors} />
    <h1 class="fr-h2">Qui instruit quoi</h1>
    <p class="fr-text--lead">{p.appel.titre}</p>
    {p.fait && (
      <Alert ton="success" reponse petit>
        <p>{p.fait}</p>
      </Alert>
    )}
    <Trous couverture={p.couverture} />
    <p>Un rôle donné sur un appel ne donne rien sur les autres. L’administration du guichet lit tous les appels.</p>
    <TableauCouverture couverture={p.couverture} />
    <Personnes {...p} />
    <Signataires {...p} />
    {p.autres.length > 0 && <Reprendre {...p} />}
    <Designer {...p} />
  </Page>
)

/** What nobody instructs; nothing when each volet has somebody everywhere. */
export const Trous = ({ couverture, slug }: { couverture: Couverture; slug?: string }) => {
  const phrase = phraseTrous(couverture)
  return phrase ? (
    <Alert ton="warning" titre={phrase}>
      <p>
        Les dossiers déposés n’y arrivent à personne d’autre que l’administration du guichet.
        {slug && (
          <>
            {' '}
            <a href={paths.administration.personnes(slug)}>Désigner qui les instruit</a>
          </>
        )}
      </p>
    </Alert>
  ) : null
}

/** One line a volet, one column a département. */
export const TableauCouverture = ({ couverture: { departements, lignes } }: { couverture: Couverture }) => (
  <Tableau
    legende="Qui instruit chaque volet"
    lignes={lignes}
    colonnes={[
      { titre: 'Volet', cellule: l => `${l.volet.numero}. ${l.volet.titre}` },
      ...departements.map((d, i) => ({
        titre: d?.nom ?? 'Tout le territoire',
        cellule: (l: Couverture['lignes'][number]) => l.cases[i]!.noms.join(', ') || <Badge ton="warning">Personne</Badge>,
      })),
    ]}
  />
)

const Personnes = ({ appel, personnes, dates, errors }: PersonnesProps) => (
  <Tableau
    legende="Personnes qui travaillent sur cet appel"
    lignes={personnes}
    vide={
      <EmptyState titre="Personne n’a de rôle sur cet appel.">
        Reprenez les personnes d’un autre appel, ou désignez-les une par une.
      </EmptyState>
    }
    colonnes={[
      { titre: 'Personne', cellule: p => p.nom },
      { titre: 'Rôle', cellule: p => MOTS_ROLES[p.role] },
      { titre: 'Départements', cellule: p => dire(appel).departements(p) },
      { titre: 'Volets', cellule: p => dire(appel).volets(p) },
      ...(siegesPossibles(appel).length > 0 ? [{ titre: 'Instances', cellule: (p: Personne) => dire(appel).instances(p) }] : []),
      { titre: 'Dates', cellule: p => <DatesDites {...p} /> },
      { titre: 'Second facteur', cellule: p => (p.secondFacteur ? 'Oui' : <Badge ton="warning">Pas encore</Badge>) },
      {
        titre: 'Acte',
        cellule: p =>
          p.tous ? (
            'Tous les appels'
          ) : (
            <>
              <ChangerDates slug={appel.slug} personne={p} tapees={dates?.id === p.id ? dates : undefined} errors={errors} />
              <BoutonPost action={paths.administration.retraitPersonne(appel.slug, p.id)}>
                Retirer<span class="fr-sr-only"> {`${p.nom}, ${MOTS_ROLES[p.role]}`}</span>
              </BoutonPost>
            </>
          ),
      },
    ]}
  />
)

const Reprendre = ({ appel, autres }: PersonnesProps) => (
  <section aria-labelledby="reprendre" class="fr-mt-5w gt-lecture gt-hors-papier">
    <h2 class="fr-h4" id="reprendre">
      Reprendre les personnes d’un autre appel
    </h2>
    <Formulaire action={paths.administration.reprisePersonnes(appel.slug)} method="get" aria-labelledby="reprendre">
      <Select name="comme" label="Appel" options={autres.map(a => ({ value: a.slug, label: a.titre }))} vide={null} />
      <div class="gt-actions gt-actions--simple">
        <button class="fr-btn fr-btn--secondary" type="submit">
          Voir qui serait repris
        </button>
      </div>
    </Formulaire>
  </section>
)

const Designer = ({ appel, roles, saisie, errors }: PersonnesProps) => (
  <section aria-labelledby="designer" class="fr-mt-5w gt-lecture gt-hors-papier">
    <h2 class="fr-h4" id="designer">
      Désigner une personne
    </h2>
    {roles.length === 0 ? (
      <p>Personne n’a encore de rôle dans ce guichet, hors son administration. L’exploitant du site crée les premiers comptes d’agents.</p>
    ) : (
      <Formulaire action={paths.administration.personnes(appel.slug)} aria-labelledby="designer">
        <Select
          name="role"
          label="Personne et rôle"
          value={saisie.role}
          error={errors.role}
          options={roles.map(r => ({ value: r.id, label: `${r.nom}, ${MOTS_ROLES[r.role].toLowerCase()} (${r.courriel})` }))}
        />
        {appel.territoire.departements.length > 0 && (
          <CheckboxGroup
            name="departement"
            label="Départements"
            hint="Un référent départemental en a un au moins. Pour les autres, ne cochez rien pour tout le territoire."
            facultatif
            values={saisie.departements}
            error={errors.departement}
            options={appel.territoire.departements.map(d => ({ value: d.code, label: d.nom }))}
          />
        )}
        <CheckboxGroup
          name="volet"
          label="Volets"
          hint="Ne cochez rien pour tous les volets."
          facultatif
          values={saisie.volets}
          error={errors.volet}
          options={appel.volets.map(v => ({ value: v.code, label: `${v.numero}. ${v.titre}` }))}
        />
        {siegesPossibles(appel).length > 0 && (
          <CheckboxGroup
            name="instance"
            label="Instances"
            hint="Pour un membre du comité, en plus de celles où il siège. Ne cochez rien pour toutes."
            facultatif
            values={saisie.instances}
            error={errors.instance}
            options={siegesPossibles(appel).map(i => ({ value: i.code, label: i.libelle }))}
          />
        )}
        <DateField
          name="du"
          label="Premier jour"
          hint="Ce rôle n’ouvre rien avant. Au format jj/mm/aaaa. Sans date, dès maintenant."
          facultatif
          value={saisie.du}
          error={errors.du}
        />
        <DateField
          name="au"
          label="Dernier jour"
          hint="Ce jour compris. Sans date, jusqu’à ce qu’il soit retiré."
          facultatif
          value={saisie.au}
          error={errors.au}
        />
        <FormActions principal="Donner cet appel" filet={false} />
      </Formulaire>
    )}
  </section>
)
