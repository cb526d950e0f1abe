import { paths } from '../../../paths.ts'
import { Tuiles } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { AucunOuvert, type Classement } from './liste.view.tsx'

/** `/eligibilite` when there is not exactly one open call: which one to test. Coming ones can be tested too. */
export const ChoisirAppelPage = ({ site, classement, instant }: { site: Site; classement: Classement; instant: Date }) => {
  const { ouverts, aVenir } = classement
  return (
    <Page
      site={site}
      titre={'Suis-je éligible\u202f?'}
      ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Suis-je éligible\u202f?' }]}
    >
      <h1>Suis-je éligible{'\u202f'}?</h1>
      {ouverts.length === 0 && <AucunOuvert prochain={aVenir[0]} instant={instant} />}
      {ouverts.length + aVenir.length > 0 && (
        <>
          <h2 class="fr-h4 fr-mt-4w">Choisissez un appel</h2>
          <Tuiles
            tuiles={[...ouverts, ...aVenir].map(a => ({
              titre: a.titre,
              href: paths.eligibilite.tester(a.slug),
              texte: `${a.resume} ${a.simulateur.duree}.`,
            }))}
          />
        </>
      )}
    </Page>
  )
}
