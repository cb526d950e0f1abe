import { formatJour } from '../../lib/dates.ts'
import { majuscule, pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge, EmptyState } from '../../ui/blocs.tsx'
import { Field, FileField, Select, TextArea } from '../../ui/champs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import type { BrouillonListe } from './brouillons.queries.ts'
import type { ModeleOffert } from './modeles/lire-modeles.ts'
import type { Moment } from './modeles/modeles.table.ts'

/** A call whose text may be taken up for a new one. */
export type AReprendre = { slug: string; titre: string; numero: number }
/** As it was typed. */
export type SaisieModele = { modele: string; titre: string; annee: string }
export type AccueilProps = {
  site: Site
  brouillons: readonly BrouillonListe[]
  appels: readonly AReprendre[]
  modeles: readonly ModeleOffert[]
  saisie: SaisieModele
  fait?: string | undefined
  errors?: Readonly<Record<string, string>> | undefined
  /** A text that was refused, given back. */
  source?: string | undefined
}

/** Drafts of the guichet, and the ways to begin one. */
export const AccueilStudioPage = ({ site, brouillons, appels, modeles, saisie, fait, errors = {}, source }: AccueilProps) => (
  <Page
    site={site}
    titre="Studio des appels"
    large
    erreur={Object.keys(errors).length > 0}
    skip={[{ libelle: 'Nouvel appel', href: '#nouveau' }]}
  >
    <ErrorSummary errors={errors} />
    <h1 class="fr-h2">Studio des appels</h1>
    <p>Écrire un appel par ses sections, le vérifier, puis le publier.</p>
    {fait && (
      <Alert ton="success" reponse petit>
        <p>{fait}</p>
      </Alert>
    )}
    <Tableau
      legende={legendeDe(brouillons)}
      lignes={brouillons}
      vide={
        <EmptyState titre="Aucun appel en préparation.">
          Partez du modèle le plus proche&nbsp;: vous aurez une page complète en une minute, puis vous changerez les dates et les montants.
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Appel',
          cellule: b => (
            <>
              <a href={paths.studio.brouillon(b.id)}>{b.titre}</a>
              {b.publieLe && (
                <>
                  {' '}
                  <Badge ton="success">Publié le {formatJour(b.publieLe)}</Badge>
                </>
              )}
              <span class="gt-sous gt-studio__origine">{b.origine}</span>
            </>
          ),
        },
        { titre: 'Changé', cellule: b => <Time instant={b.modifieLe} /> },
        { titre: 'Par', cellule: b => b.par ?? '–' },
      ]}
    />
    <h2 id="nouveau" tabindex={-1} class="fr-h4 fr-mt-6w">
      Nouvel appel
    </h2>
    <p>Seules les personnes qui l’écrivent voient un brouillon. Le public ne voit rien avant la publication.</p>
    <div class="gt-studio__debuts">
      <DUnModele modeles={modeles} saisie={saisie} errors={errors} />
      <div class="gt-studio__pile">
        {appels.length > 0 && <DUnAppel appels={appels} error={errors.appel} />}
        <DUnFichier errors={errors} source={source} />
      </div>
    </div>
  </Page>
)

/** A draft whose text came out is no more in preparation: it is counted apart. */
function legendeDe(brouillons: readonly BrouillonListe[]) {
  if (brouillons.length === 0) return 'Appels en préparation'
  const publies = brouillons.filter(b => b.publieLe).length
  const restent = brouillons.length - publies
  const dit = restent > 0 ? pluriel(restent, 'appel en préparation', 'appels en préparation') : 'Aucun appel en préparation'
  return publies > 0 ? `${dit}, ${pluriel(publies, 'texte déjà publié', 'textes déjà publiés')}` : dit
}

type Erreurs = Readonly<Record<string, string>>
const DUnModele = ({ modeles, saisie, errors }: { modeles: readonly ModeleOffert[]; saisie: SaisieModele; errors: Erreurs }) => (
  <section aria-labelledby="modeles">
    <h3 id="modeles" class="fr-h6">
      D’un modèle
    </h3>
    <Formulaire action={paths.studio.modele} aria-labelledby="modeles">
      <RadioGroup
        name="modele"
        label="Modèle"
        value={saisie.modele}
        error={errors.modele}
        options={modeles.map(m => ({ value: m.code, label: m.titre, hint: <UnModele {...m} /> }))}
      />
      <p class="gt-studio__legende" aria-hidden="true">
        <span class="gt-studio__cle gt-studio__cle--depot">dépôt</span>
        <span class="gt-studio__cle gt-studio__cle--intention">note d’intention</span>
        <span class="gt-studio__cle gt-studio__cle--releve">relevé</span>
        <span class="gt-studio__cle gt-studio__cle--comite">comité ou décision</span>
      </p>
      <div class="gt-studio__champs">
        <Field name="titre" label="Nom de l’appel" value={saisie.titre} error={errors.titre} autocomplete="off" />
        <Field
          name="annee"
          label="Année"
          hint="Les dates du modèle y sont portées."
          value={saisie.annee}
          error={errors.annee}
          inputmode="numeric"
          autocomplete="off"
          court
        />
      </div>
      <FormActions principal="Créer le brouillon" filet={false} />
    </Formulaire>
  </section>
)

const UnModele = ({ pour, etapes, questions, regles, essais, frise }: ModeleOffert) => (
  <>
    {pour}
    <Frise frise={frise} />
    <span class="gt-studio__apports">
      {majuscule(etapes.join(', '))}. {questions.join(' puis ')}&nbsp;questions, {pluriel(regles, 'règle')}, {pluriel(essais, 'essai')}.
    </span>
  </>
)

/** When things happen, drawn small; the steps are said in words beside. */
const Frise = ({ frise }: { frise: readonly Moment[] }) => (
  <svg class="gt-studio__frise" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <line x1="0" x2="100" y1="6" y2="6" />
    {frise.map(m =>
      m.quoi === 'releve' ? (
        <rect class="gt-studio__moment--releve" x={String(m.de)} y="0" width="0.6" height="12" />
      ) : (
        <rect class={`gt-studio__moment--${m.quoi}`} x={String(m.de)} y="2.5" width={String(m.a - m.de)} height="7" />
      ),
    )}
  </svg>
)

const DUnAppel = ({ appels, error }: { appels: readonly AReprendre[]; error: string | undefined }) => (
  <section aria-labelledby="reprendre">
    <h3 id="reprendre" class="fr-h6">
      D’un appel du guichet
    </h3>
    <Formulaire action={paths.studio.reprise} aria-labelledby="reprendre">
      <Select
        name="appel"
        label="Appel à reprendre"
        options={appels.map(a => ({ value: a.slug, label: `${a.titre}, version\u00a0${a.numero}` }))}
        error={error}
      />
      <p class="fr-hint-text">
        Les questions, les règles et les textes sont repris. Chaque date passe au même jour de la semaine, un an après. Les montants des
        enveloppes sont à remplir.
      </p>
      <FormActions principal="Reprendre pour l’an prochain" filet={false}>
        <button class="fr-btn fr-btn--secondary" type="submit" name="tel" value="quel">
          Préparer une nouvelle version
        </button>
      </FormActions>
    </Formulaire>
  </section>
)

const DUnFichier = ({ errors, source }: { errors: Erreurs; source: string | undefined }) => (
  <section aria-labelledby="fichier-appel">
    <h3 id="fichier-appel" class="fr-h6">
      D’un fichier
    </h3>
    <Formulaire action={paths.studio.accueil} fichiers aria-labelledby="fichier-appel">
      <FileField
        name="fichier"
        label="Fichier d’appel (.yml)"
        hint="512&nbsp;ko au plus. Reçu d’un autre guichet, ou pris d’ici. Ses fautes seront dites dans le studio."
        accept=".yml,.yaml,application/yaml,text/yaml"
        facultatif
        error={errors.fichier}
      />
      <TextArea name="source" label="Ou son texte" rows={source ? 16 : 4} value={source} facultatif error={errors.source} />
      <FormActions principal="Ouvrir dans le studio" filet={false} />
    </Formulaire>
  </section>
)
