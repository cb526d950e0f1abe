import type { FieldErrors } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { NonAidee } from '../../ui/non-aidee.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Echeance, Time } from '../../ui/texte.tsx'
import type { Brouillon } from './creer.ts'

type Props = {
  site: Site
  appel: { slug: string; titre: string }
  structures: readonly { id: string; nom: string; type: string }[]
  /** Which kinds of structures the call helps, and which other calls help the others. */
  pour?: Parameters<typeof NonAidee>[0]['pour']
  /** Set when nothing can begin any more. */
  clos?: Date | undefined
  values?: { structure?: string | undefined }
  errors?: FieldErrors
}

type DejaProps = Pick<Props, 'site' | 'appel'> & { structureId: string; brouillons: readonly Brouillon[] }

/** What the structure has already begun for this call: one goes on with it, or asks for another. */
export const DejaCommencePage = ({ site, appel, structureId, brouillons }: DejaProps) => (
  <Page
    site={site}
    titre={`Dossier déjà commencé, ${appel.titre}`}
    ariane={[{ libelle: appel.titre, href: paths.appels.voir(appel.slug) }, { libelle: 'Dossier déjà commencé' }]}
  >
    <div class="gt-lecture">
      <h1>Un dossier est déjà commencé</h1>
      <p>
        Votre structure a {pluriel(brouillons.length, 'brouillon')} pour l’appel «&nbsp;{appel.titre}&nbsp;». Continuez, ou commencez un
        autre dossier.
      </p>
      <ul>
        {brouillons.map(b => (
          <li>
            <a href={paths.dossiers.voir(b.id)}>Continuer «&nbsp;{b.titre || 'Sans titre'}&nbsp;»</a>
            <div class="gt-sous">
              {b.numero}, modifié le <Time instant={b.modifieLe} />
            </div>
          </li>
        ))}
      </ul>
      <Formulaire action={paths.dossiers.nouveau(appel.slug)}>
        <input type="hidden" name="structure" value={structureId} />
        <input type="hidden" name="autre" value="oui" />
        <button class="fr-btn fr-btn--secondary" type="submit">
          Commencer un autre dossier
        </button>
      </Formulaire>
    </div>
  </Page>
)

/** Where another structure is found or declared, for this call, and back. */
const autreStructure = (slug: string) =>
  `${paths.structures.rejoindre}?${new URLSearchParams({ appel: slug, retour: paths.dossiers.nouveau(slug) })}`

/** Before the first step, for whoever acts for several structures, or for none yet. */
export const NouveauPage = ({ site, appel, structures, pour, clos, values = {}, errors = {} }: Props) => (
  <Page
    site={site}
    titre={`Commencer un dossier, ${appel.titre}`}
    erreur={Object.keys(errors).length > 0}
    ariane={[{ libelle: appel.titre, href: paths.appels.voir(appel.slug) }, { libelle: 'Commencer un dossier' }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h1>Commencer un dossier</h1>
      {clos ? (
        <p>
          L’appel « {appel.titre} » est clos depuis le <Echeance instant={clos} />. <a href={paths.appels.liste}>Voir les appels ouverts</a>
        </p>
      ) : structures.length === 0 ? (
        <>
          <p>Un dossier appartient à une structure. Rejoignez d’abord la vôtre : commune, intercommunalité ou groupement.</p>
          <a class="fr-btn" href={paths.structures.rejoindre}>
            Rejoindre ma structure
          </a>
        </>
      ) : (
        <Formulaire action={paths.dossiers.nouveau(appel.slug)}>
          <RadioGroup
            name="structure"
            label="Pour quelle structure ?"
            hint="Ses membres verront le dossier et pourront le compléter."
            options={structures.map(s => ({
              value: s.id,
              label: s.nom,
              hint: pour && !pour.types.includes(s.type) ? 'Ne peut pas déposer seule dans cet appel' : undefined,
            }))}
            value={values.structure ?? (structures.length === 1 ? structures[0]!.id : undefined)}
            error={errors.structure}
          />
          {structures
            .filter(s => pour && !pour.types.includes(s.type))
            .map(s => (
              <p>
                {s.nom}&nbsp;: <NonAidee type={s.type} pour={pour} />
              </p>
            ))}
          <FormActions principal="Commencer" filet={false}>
            <a class="fr-btn fr-btn--secondary" href={autreStructure(appel.slug)}>
              Une autre structure
            </a>
          </FormActions>
        </Formulaire>
      )}
    </div>
  </Page>
)
