import { paths } from '../../paths.ts'
import { Field } from '../../ui/champs.tsx'
import { Declaree } from '../../ui/declaree.tsx'
import { FormActions, Formulaire } from '../../ui/form.tsx'
import { Rangee, Rangees } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { decrireStructure } from './decrire.ts'
import type { Fiche } from './repertoire/repertoire.queries.ts'
import type { Structure } from './structures.queries.ts'
import { RangeeFiche, RienTrouve, Surligne } from './trouvees.view.tsx'

/** What `GET /structures` shows without script; the referential is public. */
export const StructuresPage = ({
  site,
  q,
  trouvees,
  fiches,
  message,
}: {
  site: Site
  q: string
  trouvees: readonly Structure[]
  fiches: readonly Fiche[]
  message: string | undefined
}) => (
  <Page
    site={site}
    titre="Chercher une structure"
    erreur={!!message && q !== ''}
    ariane={[{ libelle: 'Accueil', href: paths.accueil }, { libelle: 'Chercher une structure' }]}
  >
    <h1>Chercher une structure</h1>
    <Formulaire method="get" action={paths.structures.recherche}>
      <Field name="q" type="search" label="Nom, SIREN, RNA ou code INSEE" value={q} error={q === '' ? undefined : message} />
      <FormActions principal="Chercher" filet={false} />
    </Formulaire>
    {trouvees.length + fiches.length > 0 && (
      <div class="fr-mt-4w">
        <Rangees>
          {trouvees.map(s => (
            <Rangee
              niveau={2}
              titre={
                <>
                  <Surligne nom={s.nom} q={q} />
                  {s.declaree && <Declaree />}
                </>
              }
              note={decrireStructure(s)}
            />
          ))}
          {fiches.map(f => (
            <RangeeFiche fiche={f} q={q} niveau={2} />
          ))}
        </Rangees>
      </div>
    )}
    {q !== '' && !message && trouvees.length === 0 && (
      <div class="fr-mt-4w">
        <RienTrouve q={q} />
      </div>
    )}
  </Page>
)
