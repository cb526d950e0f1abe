import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, EmptyState } from '../../ui/blocs.tsx'
import { FileField, Select, TextArea } from '../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { Time } from '../../ui/texte.tsx'
import type { Brouillon } from './brouillons.queries.ts'

/** A call whose text may be taken up for a new one. */
export type AReprendre = { slug: string; titre: string; numero: number }
export type AccueilProps = {
  site: Site
  brouillons: readonly Brouillon[]
  appels: readonly AReprendre[]
  fait?: string | undefined
  errors?: Readonly<Record<string, string>> | undefined
  /** A text that was refused, given back. */
  source?: string | undefined
}

/** Drafts of the guichet, and the ways to begin one. */
export const AccueilStudioPage = ({ site, brouillons, appels, fait, errors = {}, source }: AccueilProps) => (
  <Page
    site={site}
    titre="Studio des appels"
    large
    erreur={Object.keys(errors).length > 0}
    skip={[{ libelle: 'Nouvel appel', href: '#nouveau' }]}
  >
    <ErrorSummary errors={errors} />
    <h1 class="fr-h2">Studio des appels</h1>
    <p>Écrire un appel par ses sections, le vérifier, puis le publier. Le public ne voit rien avant la publication.</p>
    {fait && (
      <Alert ton="success" reponse petit>
        <p>{fait}</p>
      </Alert>
    )}
    <Tableau
      legende={
        brouillons.length > 0 ? pluriel(brouillons.length, 'appel en préparation', 'appels en préparation') : 'Appels en préparation'
      }
      lignes={brouillons}
      vide={
        <EmptyState titre="Aucun appel en préparation.">
          Reprenez un appel du guichet, ou partez d’un fichier. Vous changerez ensuite ses dates, ses montants, ses règles.
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Appel',
          cellule: b => (
            <>
              <a href={paths.studio.brouillon(b.id)}>{b.titre}</a>
              <span class="gt-sous">{b.origine}</span>
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
    <div class="gt-studio__debuts">
      {appels.length > 0 && (
        <section aria-labelledby="reprendre">
          <h3 id="reprendre" class="fr-h6">
            D’un appel du guichet
          </h3>
          <Formulaire action={paths.studio.reprise} aria-labelledby="reprendre">
            <Select
              name="appel"
              label="Appel à reprendre"
              options={appels.map(a => ({ value: a.slug, label: `${a.titre}, version\u00a0${a.numero}` }))}
              error={errors.appel}
            />
            <p class="fr-hint-text">
              Les questions, les règles et les textes sont repris. Chaque date passe au même jour de la semaine, un an après. Les montants
              des enveloppes sont à remplir.
            </p>
            <FormActions principal="Reprendre pour l’an prochain" filet={false}>
              <button class="fr-btn fr-btn--secondary" type="submit" name="tel" value="quel">
                Préparer une nouvelle version
              </button>
            </FormActions>
          </Formulaire>
        </section>
      )}
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
    </div>
  </Page>
)
