import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { RefusFiches } from './fiches.ts'

type Props = { site: Site; refus: RefusFiches; max: number; boite: string; livret: (slug: string) => string }

/** A booklet that cannot be made from this list: why, and what to do. */
export const FichesPage = ({ site, refus, max, boite, livret }: Props) => (
  <Page
    site={site}
    titre="Fiches d’analyse"
    large
    ariane={[{ libelle: 'Dossiers déposés', href: paths.instruction.boite }, { libelle: 'Fiches d’analyse' }]}
  >
    <h1>Fiches d’analyse</h1>
    {refus.motif === 'aucune' && (
      <EmptyState titre="Aucune fiche à imprimer">
        Aucun dossier n’attend de décision, sa fiche d’analyse terminée. Pour imprimer d’autres fiches, filtrez la liste des dossiers.
      </EmptyState>
    )}
    {refus.motif === 'trop' && (
      <p>Un livret contient {max}&nbsp;fiches au plus. Filtrez la liste, par volet ou par département, puis recommencez.</p>
    )}
    {refus.motif === 'appels' && (
      <>
        <p>Ces dossiers répondent à plusieurs appels. Choisissez celui du livret.</p>
        <ul>
          {refus.appels.map(a => (
            <li>
              <a href={livret(a.slug)} data-turbo="false">
                {a.titre}
              </a>
            </li>
          ))}
        </ul>
      </>
    )}
    <a class="fr-link" href={boite}>
      Revenir à la liste des dossiers
    </a>
  </Page>
)
