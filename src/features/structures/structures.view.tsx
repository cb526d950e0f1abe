import type { Rattachement } from '../../contexte.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { formatSiren } from '../../lib/siren.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge, Conseil, EmptyState } from '../../ui/blocs.tsx'
import { Field, Select } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { ChampStructure } from '../../ui/structure.tsx'
import { Time } from '../../ui/texte.tsx'
import type { Panne } from './chercher.ts'
import { BadgePreuve } from './preuve.view.tsx'
import type { Proche } from './rechercher.ts'
import type { Fiche } from './repertoire/repertoire.queries.ts'
import type { Structure } from './structures.queries.ts'
import { FONCTION, PasDansLaListe, Trouvees } from './trouvees.view.tsx'

export const ariane = [
  { libelle: 'Accueil', href: paths.accueil },
  { libelle: 'Mon espace', href: paths.espace },
]
const MES_STRUCTURES = 'Mes structures'

export type RejoindreProps = {
  site: Site
  miennes: readonly Rattachement[]
  /** The account bears no name yet. */
  sansNom: boolean
  invitations: readonly { id: string; nom: string; par: string; parCourriel: string }[]
  /** Where one goes back to once a member. */
  retour?: string | undefined
  /** What the search found; `undefined` before any search. */
  trouvees?: readonly Structure[] | undefined
  /** Those of the national directory that nobody speaks for here, and the day on which it was read. */
  fiches?: readonly Fiche[] | undefined
  luLe?: Date | undefined
  /** The directory of companies did not answer. */
  panne?: Panne | undefined
  /** Said by ProConnect, and not joined yet. */
  proposee?: Structure | undefined
  fait?: keyof typeof FAITS_REJOINDRE | undefined
  /** A SIREN is mistyped, and one known is a fault away. */
  proche?: Proche | undefined
  departements?: readonly { code: string; nom: string }[]
  values?: { q?: string; structure?: string; fonction?: string; dep?: string }
  errors?: FieldErrors
}
export const FAITS_REJOINDRE = {
  demandee: 'Votre demande est envoyée. Un membre de la structure, ou le service, doit l’accepter ; vous recevrez un courriel.',
  au_service: 'Votre demande est envoyée au service, qui doit la confirmer ; vous recevrez un courriel.',
  quittee: 'C’est fait : vous ne faites plus partie de cette structure.',
} as const

export const RejoindrePage = (p: RejoindreProps) => (
  <Page
    site={p.site}
    titre={MES_STRUCTURES}
    erreur={Object.keys(p.errors ?? {}).length > 0}
    ariane={[...ariane, { libelle: MES_STRUCTURES }]}
  >
    <div class="fr-grid-row">
      <div class="fr-col-12 fr-col-lg-8">
        <ErrorSummary errors={p.errors ?? {}} />
        {p.fait && (
          <Alert ton="success" reponse petit>
            <p>{FAITS_REJOINDRE[p.fait]}</p>
          </Alert>
        )}
        <h1>{MES_STRUCTURES}</h1>
        {p.sansNom && (
          <Conseil>
            Vos collègues vous verront sous votre adresse. <a href={paths.compte.voir}>Indiquez votre nom.</a>
          </Conseil>
        )}
        <Miennes miennes={p.miennes} />
        {p.invitations.map(i => (
          <Proposition
            structure={i}
            retour={p.retour}
            phrase={`${i.par || i.parCourriel} (${i.parCourriel}) vous invite à rejoindre ${i.nom}.`}
          />
        ))}
        {p.proposee && (
          <Proposition structure={p.proposee} retour={p.retour} phrase={`ProConnect indique que vous travaillez pour ${p.proposee.nom}.`} />
        )}
        <Recherche {...p} />
      </div>
    </div>
  </Page>
)

const noteDe = ({ etat, preuve }: Rattachement) =>
  etat === 'demandee'
    ? 'Votre demande attend d’être acceptée.'
    : preuve === 'declaree'
      ? 'Vous dites agir pour elle, et rien ne le prouve encore. Cela n’empêche pas de déposer.'
      : undefined

const Miennes = ({ miennes }: { miennes: readonly Rattachement[] }) =>
  miennes.length === 0 ? (
    <EmptyState titre="Vous ne faites partie d’aucune structure.">
      Un dossier est déposé au nom d’une commune, d’un groupement, d’une association… Rejoignez la vôtre pour commencer.
    </EmptyState>
  ) : (
    <Rangees>
      {miennes.map(s => (
        <Rangee
          niveau={2}
          titre={s.nom}
          href={s.etat === 'active' ? paths.structures.voir(s.id) : undefined}
          note={noteDe(s)}
          badge={s.etat === 'demandee' ? <Badge ton="info">Demandée</Badge> : <BadgePreuve preuve={s.preuve} />}
        />
      ))}
    </Rangees>
  )

type PropositionProps = { structure: { id: string; nom: string }; phrase: string; retour: string | undefined }
const Proposition = ({ structure, phrase, retour }: PropositionProps) => (
  <Alert titre={`Rejoindre ${structure.nom}`}>
    <p>{phrase}</p>
    <Formulaire action={paths.structures.rejoindre} class="fr-mt-2w">
      <input type="hidden" name="structure" value={structure.id} />
      <Retour retour={retour} />
      <Field name="fonction" id={`fonction-${structure.id}`} {...FONCTION} />
      <button class="fr-btn fr-mt-2w" type="submit">
        Rejoindre<span class="fr-sr-only"> {structure.nom}</span>
      </button>
    </Formulaire>
  </Alert>
)

const Retour = ({ retour }: Pick<RejoindreProps, 'retour'>) => (retour ? <input type="hidden" name="retour" value={retour} /> : null)

/** This page again, with what was typed. */
const adresse = (v: Record<string, string | undefined>) =>
  `${paths.structures.rejoindre}?${new URLSearchParams(Object.entries(v).filter((x): x is [string, string] => !!x[1]))}`

const Recherche = ({ trouvees, fiches = [], luLe, panne, retour, proche, departements = [], values = {}, errors = {} }: RejoindreProps) => (
  <section class="fr-mt-6w" aria-labelledby="rejoindre">
    <h2 class="fr-h4" id="rejoindre">
      Rejoindre une structure
    </h2>
    <Formulaire action={paths.structures.rejoindre} aria-labelledby="rejoindre">
      <Retour retour={retour} />
      <div class="gt-deux-champs gt-deux-champs--recherche">
        <ChampStructure
          name="structure"
          id="q"
          label="Nom, SIREN, RNA ou code INSEE"
          hint={'Par exemple «\u00a0Porto-Vecchio\u00a0», «\u00a0foyer rural\u00a0», «\u00a0212 002 471\u00a0» ou «\u00a0W2A1000118\u00a0»'}
          tout
          saisie={values.q}
          value={values.structure}
          error={errors.q}
        />
        <Select
          name="dep"
          label="Département"
          hint="Où chercher"
          facultatif
          vide="Tous"
          options={departements.map(d => ({ value: d.code, label: `${d.nom} (${d.code})` }))}
          value={values.dep}
        />
      </div>
      {proche && (
        <p>
          Vouliez-vous <a href={adresse({ q: proche.siren, fonction: values.fonction, retour })}>{formatSiren(proche.siren)}</a>,{' '}
          {proche.nom}&nbsp;?
        </p>
      )}
      {trouvees ? (
        <input type="hidden" name="fonction" value={values.fonction ?? ''} />
      ) : (
        <Field name="fonction" {...FONCTION} value={values.fonction} error={errors.fonction} />
      )}
      <FormActions principal={trouvees ? 'Chercher autrement' : 'Continuer'} filet={false} />
    </Formulaire>
    {panne && (
      <Alert ton="warning" petit>
        <p>
          <strong>{panne.trop ? 'L’annuaire a été trop interrogé cette heure-ci.' : 'L’annuaire ne répond pas.'}</strong>{' '}
          {panne.copieDu ? (
            <>
              Nous avons cherché dans notre copie du <Time instant={panne.copieDu} forme="jour" />.
            </>
          ) : (
            'Nous avons cherché sans lui.'
          )}{' '}
          {!panne.trop && <a href={adresse({ q: values.q, fonction: values.fonction, retour, reessayer: 'oui' })}>Réessayer</a>}
        </p>
      </Alert>
    )}
    {trouvees && (
      <Trouvees
        structures={trouvees}
        fiches={fiches}
        q={values.q ?? ''}
        fonction={values.fonction}
        retour={retour}
        luLe={luLe}
        errors={errors}
      />
    )}
    <PasDansLaListe q={values.q ?? ''} fonction={values.fonction} retour={retour} />
  </section>
)
