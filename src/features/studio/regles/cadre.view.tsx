import type { PropsWithChildren } from 'hono/jsx'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { Remarques } from '../remarques.view.tsx'
import { SECTIONS, type Section } from '../sections.table.ts'
import { Fait, SAISIE, Sections, VERS_SECTIONS } from '../sections.view.tsx'
import { EnPhrase } from './phrase.view.tsx'
import type { Place } from './regle.form.ts'

export type Erreurs = Readonly<Record<string, string>>
export type Retours = {
  erreurs: Erreurs
  fait?: string | undefined
  refus?: string | undefined
  perdus: readonly { libelle: string; texte: string }[]
}
export type CadreProps = {
  site: Site
  brouillon: BrouillonEntier
  section: Section
  titre: string
  remarques: readonly RemarqueSituee[]
  /** Those of what the page shows. */
  siennes: readonly RemarqueSituee[]
  /** One came here to fill this in: the keyboard goes on from there. */
  debut?: boolean
} & Retours

/** A page of the studio beside its sections: what was done, what was refused, what the checker says. */
export const Cadre = ({
  site,
  brouillon,
  section,
  titre,
  remarques,
  siennes,
  debut,
  erreurs,
  fait,
  refus,
  perdus,
  children,
}: PropsWithChildren<CadreProps>) => (
  <Page
    site={site}
    titre={`${titre}, ${brouillon.titre}`}
    large
    erreur={!!refus || perdus.length > 0 || Object.keys(erreurs).length > 0}
    skip={[SAISIE, VERS_SECTIONS]}
    ariane={[
      { libelle: 'Studio', href: paths.studio.accueil },
      { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
      { libelle: SECTIONS[section].titre, href: paths.studio.section(brouillon.id, section) },
      { libelle: titre },
    ]}
  >
    <ErrorSummary errors={refus ? { _refus: refus } : erreurs} titre={refus && 'Rien n’a été enregistré'} />
    <div class="gt-studio">
      <Sections brouillon={brouillon.id} courante={section} remarques={remarques} />
      <div class="gt-studio__page">
        <h1 class="fr-h3">{titre}</h1>
        <Fait fait={fait}>
          {section === 'regles' && <a href={`${paths.studio.section(brouillon.id, 'regles')}#phrases`}>Ajouter une autre règle</a>}
        </Fait>
        {perdus.length > 0 && (
          <Alert ton="warning" titre="Une autre personne a changé les mêmes champs" reponse>
            <p>Le reste est enregistré. Voici ce que vous aviez écrit&nbsp;: comparez avec la page, puis enregistrez ce que vous gardez.</p>
            <Perdus perdus={perdus} />
          </Alert>
        )}
        <Remarques brouillon={brouillon.id} remarques={siennes} />
        <div id="saisie" tabindex={-1} autofocus={debut || undefined}>
          {children}
        </div>
      </div>
    </div>
  </Page>
)

/** Sentences of one formula, and the formula itself in a fold: whichever is changed, the other follows. */
export const UnePlace = ({ place, erreurs }: { place: Place; erreurs: Erreurs }) => {
  const libre = `${place.cle}.libre`
  return (
    <>
      <input type="hidden" name={`${place.cle}.avant`} value={place.avant} />
      {place.phrases.map(en => (
        <EnPhrase en={en} erreurs={erreurs} />
      ))}
      {place.phrases.length === 0 && (
        <p class="gt-studio__libre">
          Formule libre&nbsp;: aucune phrase du catalogue ne la dit. {place.lue && <>Elle se lit ainsi&nbsp;: {place.lue}.</>}
        </p>
      )}
      <details open={place.phrases.length === 0 || !!erreurs[libre]}>
        <summary>Formule</summary>
        <TextArea
          name={libre}
          label="Formule"
          hint="Si une phrase la dit, elle la remplace. Sinon, elle reste une règle libre."
          rows={2}
          value={place.texte}
          error={erreurs[libre]}
        />
      </details>
    </>
  )
}

/** Enter in a field saves. */
export const Valider = () => (
  <button class="fr-sr-only" type="submit" tabindex={-1}>
    Enregistrer
  </button>
)
export const adresseCondition = (brouillon: string, lieu: string) => `${paths.studio.condition(brouillon)}?${new URLSearchParams({ lieu })}`
