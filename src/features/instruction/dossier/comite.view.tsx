import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { TextArea } from '../../../ui/champs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import type { Obstacle } from './obstacles.ts'

type Commun = { site: Site; cadre: CadreInstruction }
const Retour = ({ id }: { id: string }) => (
  <a class="fr-link" href={paths.instruction.dossier(id)}>
    Revenir au dossier
  </a>
)

/** What the page of the passage says, of a call that has a comité and of one that has none. */
const MOTS = {
  comite: {
    titre: 'Passer au comité',
    ferme: 'Le dossier n’est pas passé au comité',
    avant: 'Avant de passer au comité',
    suite: 'Au comité, les verdicts et la fiche ne changent plus. Le porteur ne reçoit pas de courriel.',
    renvoi: 'Le dossier quitte le comité. Ses verdicts et sa fiche peuvent changer à nouveau.',
  },
  seul: {
    titre: 'Dire prêt à décider',
    ferme: 'Le dossier n’est pas prêt',
    avant: 'Avant de dire le dossier prêt',
    suite: 'Ensuite, les verdicts et la fiche ne changent plus, et la décision s’écrit. Le porteur ne reçoit pas de courriel.',
    renvoi: 'Le dossier n’est plus à décider. Ses verdicts et sa fiche peuvent changer à nouveau.',
  },
}
const motsDe = (cadre: CadreInstruction) => MOTS[cadre.sansComite ? 'seul' : 'comite']

/** Before a dossier goes to the comité, or to whoever decides without one: what that means, or what is not settled yet. `refus`: it was just asked, and did not happen. */
export const ComitePage = ({ site, cadre, obstacles, refus }: Commun & { obstacles: readonly Obstacle[]; refus?: boolean }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre={motsDe(cadre).titre.toLowerCase()} erreur={refus}>
    <div class="gt-lecture">
      <h2 class="fr-h4">{motsDe(cadre).titre}</h2>
      {obstacles.length > 0 ? (
        <Alert ton={refus ? 'error' : 'info'} titre={refus ? motsDe(cadre).ferme : motsDe(cadre).avant} niveau={3} reponse={refus ?? false}>
          <ul>
            {obstacles.map(o => (
              <li>
                {o.phrase} {o.lien && <a href={o.lien.href}>{o.lien.libelle}</a>}
              </li>
            ))}
          </ul>
        </Alert>
      ) : (
        <p>Toutes les règles sont tranchées, rien ne manque, et la fiche d’analyse est terminée.</p>
      )}
      <p>{motsDe(cadre).suite}</p>
      <Formulaire action={paths.instruction.comite(cadre.id)}>
        <FormActions principal={motsDe(cadre).titre} filet={false}>
          <Retour id={cadre.id} />
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)

/** Before a dossier comes back from the comité: why. */
export const RenvoiPage = ({ site, cadre, raison = '', errors = {} }: Commun & { raison?: string; errors?: FieldErrors }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="renvoyer en instruction" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <h2 class="fr-h4">Renvoyer en instruction</h2>
      <p>{motsDe(cadre).renvoi}</p>
      <Formulaire action={paths.instruction.renvoi(cadre.id)}>
        <TextArea name="raison" label="Raison" hint="Elle reste dans l’historique." rows={3} value={raison} error={errors.raison} />
        <FormActions principal="Renvoyer en instruction" filet={false}>
          <Retour id={cadre.id} />
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
