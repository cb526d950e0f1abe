import { formatDateCivile } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { Apres, Avant, type ChangementDit, Retouches } from '../../../ui/changements.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import { SECTIONS, SECTIONS_EN_ORDRE, type Section } from '../sections.table.ts'
import { ALire, type ALireProps } from './a-lire.view.tsx'
import type { Relecture } from './relectures.queries.ts'

type Changement = ChangementDit & { sorte: string }
export type RelecturePageProps = {
  site: Site
  relecture: Relecture
  brouillon: BrouillonEntier
  /** What differs from what this reader knows, or why it is not told; nothing when there is nothing to compare with. */
  changements: readonly Changement[] | string | undefined
  contenu: Readonly<Record<Section, string>>
  aLire: ALireProps
  values: Record<string, string>
  errors: FieldErrors
  fait?: string | undefined
  refus?: string | undefined
}

/** What a reader is asked to read: what changes, the page as the public will read it, what each section holds; then what they say of it. */
export const RelecturePage = ({
  site,
  relecture,
  brouillon,
  changements,
  contenu,
  aLire,
  values,
  errors,
  fait,
  refus,
}: RelecturePageProps) => (
  <Page
    site={site}
    titre={`Relire ${brouillon.titre}`}
    large
    erreur={!!refus || Object.keys(errors).length > 0}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: `Relire ${brouillon.titre}` }]}
  >
    <ErrorSummary errors={errors} />
    <h1 class="fr-h2">Relire «&nbsp;{brouillon.titre}&nbsp;»</h1>
    <Nouvelles fait={fait} refus={refus} />
    <p>
      {relecture.demandeePar} vous demande de relire cet appel pour le {formatDateCivile(relecture.pourLe)}, avant qu’il soit publié.
    </p>
    <p>
      <a href={paths.studio.pageRelue(relecture.id)}>Lire la page comme le public la lira</a>
    </p>
    <div class="gt-studio__deux">
      <div>
        <Changements changements={changements} />
        <h2 class="fr-h5">Ce que contient l’appel</h2>
        <Tableau
          legende="Ce que contient chaque section"
          legendeCachee
          dense
          lignes={SECTIONS_EN_ORDRE}
          colonnes={[
            { titre: 'Section', cellule: s => SECTIONS[s].titre },
            { titre: 'Ce qu’elle contient', cellule: s => contenu[s] || '–' },
          ]}
        />
        <h2 class="fr-h5">À lire en entier</h2>
        <ALire {...aLire} />
      </div>
      {relecture.lueLe ? (
        <Alert ton="success" titre="Votre relecture est rendue">
          <p>
            {relecture.remarque ?? 'Rien à redire.'} Le <Time instant={relecture.lueLe} />.
          </p>
          <p>Un changement du texte vous serait envoyé à part, pour ce qui change seulement.</p>
        </Alert>
      ) : (
        <Formulaire action={paths.studio.relecture(relecture.id)} class="gt-publication__cadre" aria-labelledby="votre-relecture">
          <h2 class="fr-h5" id="votre-relecture">
            Votre relecture
          </h2>
          <input type="hidden" name="revision" value={String(brouillon.revision)} />
          <RadioGroup
            name="sens"
            label="Ce que vous en dites"
            petit
            value={values.sens}
            error={errors.sens}
            options={[
              { value: 'rien_a_redire', label: 'Rien à redire', hint: 'Il peut être publié tel que vous venez de le lire.' },
              { value: 'remarque', label: 'J’ai une remarque' },
            ]}
          />
          <TextArea
            name="remarque"
            label="Votre remarque"
            rows={5}
            maxlength={4000}
            facultatif
            value={values.remarque}
            error={errors.remarque}
          />
          <FormActions principal="Rendre ma relecture" filet={false} />
        </Formulaire>
      )}
    </div>
  </Page>
)

const Changements = ({ changements }: Pick<RelecturePageProps, 'changements'>) => {
  if (changements === undefined)
    return (
      <>
        <h2 class="fr-h5">Première publication&nbsp;: rien à comparer</h2>
        <p>Lisez la page du public et ce que contient chaque section.</p>
      </>
    )
  if (typeof changements === 'string') return <p>{changements}</p>
  const [retouches, tenus] = [changements.filter(c => c.sorte === 'retouche'), changements.filter(c => c.sorte !== 'retouche')]
  return (
    <>
      <h2 class="fr-h5">{changements.length === 0 ? 'Rien n’a changé' : pluriel(changements.length, 'changement')}</h2>
      {tenus.length > 0 && (
        <Tableau
          legende="Ce qui change"
          legendeCachee
          dense
          lignes={tenus}
          colonnes={[
            { titre: 'Ce qui change', cellule: c => c.quoi },
            { titre: 'Avant', cellule: c => <Avant {...c} /> },
            { titre: 'Maintenant', cellule: c => <Apres {...c} /> },
          ]}
        />
      )}
      {retouches.length > 0 && <Retouches retouches={retouches} />}
    </>
  )
}

/** What a link says once nothing is to be read there. */
export const RelectureFiniePage = ({ site }: { site: Site }) => (
  <Page site={site} titre="Relecture" ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Relecture' }]}>
    <h1 class="fr-h2">Cette relecture n’est plus demandée</h1>
    <p>La demande a été retirée, ou l’appel en préparation a été jeté. Vous n’avez rien à faire.</p>
  </Page>
)
