import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Sur } from '../../../ui/blocs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time, Typo } from '../../../ui/texte.tsx'
import type { Appel } from '../../cahier/index.ts'
import type { Moment } from './appels.mots.ts'
import { ecransPoses, libelleChamp, libelleEcran, Questions } from './simulateur-champs.view.tsx'
import type { ChoixStructure } from './simulateur-structure.view.tsx'

export type SimulateurProps = {
  site: Site
  appel: Appel
  moment: Moment
  q: URLSearchParams
  erreurs?: FieldErrors
  /** Several structures answer to what was typed. */
  choix?: readonly ChoixStructure[]
}

/** « Suis-je éligible ? » on one page, a GET form: the answers live in the address, nothing is stored. */
export const SimulateurPage = ({ site, appel, moment, q, erreurs = {}, choix = [] }: SimulateurProps) => {
  const { simulateur } = appel
  return (
    <Page
      site={site}
      titre={`${simulateur.titre} ${appel.titre}`}
      erreur={Object.keys(erreurs).length > 0}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: appel.titre, href: paths.appels.voir(appel.slug) },
        { libelle: simulateur.titre },
      ]}
    >
      <div class="gt-lecture">
        <Sur>
          {appel.titre}&nbsp;: {simulateur.duree}
        </Sur>
        <h1>{simulateur.titre}</h1>
        <ErrorSummary errors={nommees(appel, erreurs)} />
        <PasOuvert moment={moment} />
        <p>
          <Typo texte={simulateur.avertissement} /> Vous pouvez laisser une question sans réponse&nbsp;: le résultat dira ce qui manque.
        </p>
        <Formulaire method="get" action={paths.eligibilite.resultat(appel.slug)}>
          {ecransPoses(appel).map((e, i) => (
            <section aria-labelledby={`ecran-${e.code}`}>
              <h2 id={`ecran-${e.code}`} class="fr-h4">
                {i + 1}. <Typo texte={libelleEcran(appel, e)} />
              </h2>
              <Questions appel={appel} ecran={e} q={q} erreurs={erreurs} choix={choix} />
            </section>
          ))}
          <FormActions principal="Voir le résultat" />
        </Formulaire>
      </div>
    </Page>
  )
}

/** Said before the questions: nothing can be filed today. */
export const PasOuvert = ({ moment: { etat, vague } }: { moment: Moment }) =>
  etat === 'ouvert' ? null : (
    <Alert petit>
      <p>
        {etat === 'clos' ? (
          <>
            Le dépôt est clos depuis le <Time instant={vague.cloture!} forme="jour" />. Le test vous aide à préparer un prochain appel.
          </>
        ) : (
          <>
            Le dépôt ouvre le <Time instant={vague.ouverture} forme="jour" />. Vous pouvez déjà tester votre projet.
          </>
        )}
      </p>
    </Alert>
  )

/** In the summary, away from its field, each sentence says what it speaks of. */
const nommees = (appel: Appel, erreurs: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(erreurs).map(([champ, phrase]) => {
      const libelle = libelleChamp(appel, champ)
      return [champ, libelle && phrase.startsWith('«') ? `${libelle}\u00a0: ${phrase}` : phrase]
    }),
  )
