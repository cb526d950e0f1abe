import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { DateField, TextArea } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Appel } from '../../cahier/index.ts'
import { type ChoixSignataire, QuiSigne } from '../../delegations/index.ts'
import { avantLe } from '../../temps/index.ts'
import { PAS_ENCORE_UNE_AIDE } from '../lettre.ts'
import { MOTIF_MAX } from '../preselection.rules.ts'
import type { IntentionLue } from '../preselections.queries.ts'

type Commun = { site: Site; appel: Appel; choix: ChoixSignataire }
type Annonce = Commun & {
  second: Appel
  intentions: readonly IntentionLue[]
  retour?: { refus: string; values: { signataire: string; seance: string } } | undefined
}

/** Before the answers are told: how many, what opens, who signs. */
export const AnnoncePage = ({ site, appel, second, intentions, choix, retour }: Annonce) => {
  const oui = intentions.filter(i => i.reponse === 'oui').length
  const { cloture } = second.calendrier.vagues[0]!
  return (
    <Page site={site} titre={`Annoncer la présélection, ${appel.titre}`} erreur={retour !== undefined}>
      <div class="gt-lecture">
        <Nouvelles refus={retour?.refus} />
        <h1 class="fr-h2">Annoncer {pluriel(intentions.length, 'réponse')}</h1>
        <p class="fr-text--lead">
          {pluriel(oui, 'présélectionné')}, {intentions.length - oui} non. Toutes les réponses partent au même instant. Rien ne se reprend
          ensuite.
        </p>
        <ul>
          <li>Chaque structure reçoit un courriel et sa lettre.</li>
          <li>
            {oui > 0 ? 'Le second formulaire s’ouvre aussitôt aux présélectionnés' : 'Aucun second formulaire ne s’ouvre'}
            {cloture && oui > 0 && `, à déposer avant le ${avantLe(cloture)}`}.
          </li>
          <li>{PAS_ENCORE_UNE_AIDE} La lettre le dit.</li>
          <li>Un refus est une décision&nbsp;: sa lettre dit le motif et les voies de recours.</li>
        </ul>
        <Formulaire action={paths.instruction.annonce(appel.slug)}>
          <QuiSigne choix={choix} value={retour?.values.signataire} />
          <DateField
            name="seance"
            label="Décidé en séance du"
            hint="Laissez vide si le service a décidé seul. Au format jj/mm/aaaa, par exemple 22/03/2027"
            facultatif
            value={retour?.values.seance}
          />
          <FormActions principal={`Annoncer ${pluriel(intentions.length, 'réponse')}`} filet={false}>
            <a class="fr-link" href={paths.instruction.preselection(appel.slug)}>
              Revenir à la présélection
            </a>
          </FormActions>
        </Formulaire>
      </div>
    </Page>
  )
}

type Repechage = Commun & {
  intention: IntentionLue
  avant: Date
  retour?: { refus: string; values: { motif: string; signataire: string } } | undefined
}
/** Before an intention that was refused is taken back: until when it may file, and why. */
export const RepechagePage = ({ site, appel, intention: i, avant, choix, retour }: Repechage) => (
  <Page site={site} titre={`Repêcher ${i.numero}`} erreur={retour !== undefined}>
    <div class="gt-lecture">
      <Nouvelles refus={retour?.refus} />
      <h1 class="fr-h2">Repêcher {i.porteur}</h1>
      <p class="fr-text--lead">
        {i.numero}, «&nbsp;{i.titre || 'Sans titre'}&nbsp;». Le projet a autant de jours que les autres&nbsp;: il dépose avant le{' '}
        {avantLe(avant)}.
      </p>
      <Formulaire action={paths.instruction.repechage(appel.slug, i.id)}>
        <TextArea
          name="motif"
          label="Ce que vous demandez de préciser, ou pourquoi il est repêché"
          hint="La lettre le dit."
          value={retour?.values.motif ?? ''}
          maxlength={MOTIF_MAX}
          rows={3}
        />
        <QuiSigne choix={choix} value={retour?.values.signataire} />
        <FormActions principal="Repêcher et prévenir" filet={false}>
          <a class="fr-link" href={paths.instruction.preselection(appel.slug)}>
            Revenir à la présélection
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Page>
)
