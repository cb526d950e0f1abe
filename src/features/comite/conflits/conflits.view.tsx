import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { Field, TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time } from '../../../ui/texte.tsx'
import { Cadre, type CadreSeance } from '../cadre.view.tsx'
import { type Interets, MOTIF_MAX } from './conflits.form.ts'

/** All that is shown of a dossier before interests are declared. */
export type DossierNomme = { id: string; numero: string; titre: string; structures: string }
export type Declare = DossierNomme & { conflit: boolean; dOffice: boolean; le: Date | undefined }
type Props = {
  site: Site
  cadre: CadreSeance
  attendus: readonly DossierNomme[]
  declares: readonly Declare[]
  /** Whether the séance still takes declarations. */
  ouverte: boolean
  saisie: Interets
  fait: string | undefined
  errors: FieldErrors
}

/** A member's interests, dossier by dossier, before anything else of them is shown. */
export const ConflitsPage = (p: Props) => (
  <Cadre site={p.site} cadre={p.cadre} page="Conflits d’intérêts" erreur={Object.keys(p.errors).length > 0}>
    <div class="gt-lecture">
      {p.fait && (
        <Alert ton="success" petit reponse>
          <p>{p.fait}</p>
        </Alert>
      )}
      <ErrorSummary errors={p.errors} />
      {p.attendus.length > 0 && <Attendus {...p} />}
      {p.declares.length > 0 && <Declares {...p} />}
    </div>
  </Cadre>
)

const Attendus = ({ cadre, attendus, saisie, errors }: Props) => (
  <>
    <p>
      Avez-vous un intérêt personnel, familial, professionnel ou électif lié à un de ces projets, ou à une structure qui le porte&nbsp;?
      Répondez où vous en avez un, puis dites en une fois que vous n’en avez pas pour les autres. Les dossiers s’ouvrent ensuite.
    </p>
    <p>
      D’un dossier où vous déclarez un conflit, vous ne verrez ni la fiche, ni les notes, ni le débat, et son quorum se comptera sans vous.
      Cette déclaration ne se retire pas.
    </p>
    <Formulaire action={paths.comite.conflits(cadre.id)}>
      {attendus.map(d => (
        <div class="gt-interet">
          <RadioGroup
            name={`interet-${d.id}`}
            label={<b>{d.titre || 'Sans titre'}</b>}
            hint={`${d.structures}. Dossier ${d.numero}.`}
            enLigne
            petit
            value={saisie[d.id]?.declare ?? undefined}
            error={errors[`interet-${d.id}`]}
            options={[
              { value: 'aucun', label: 'Aucun conflit' },
              { value: 'conflit', label: 'Conflit d’intérêts' },
            ]}
          />
          <div class="gt-interet__motif">
            <Field
              name={`motif-${d.id}`}
              label={
                <>
                  Quel lien<span class="fr-sr-only"> avec le dossier {d.numero}</span>
                </>
              }
              hint="Quelques mots. L’administration du guichet les lit, les autres membres non."
              value={saisie[d.id]?.motif ?? ''}
              maxlength={MOTIF_MAX}
              error={errors[`motif-${d.id}`]}
              autocomplete="off"
            />
          </div>
        </div>
      ))}
      <FormActions principal="Déclarer et ouvrir les dossiers">
        <button class="fr-btn fr-btn--secondary" type="submit" name="autres" value="aucun">
          {attendus.length > 1 ? 'Aucun conflit pour ceux laissés sans réponse' : 'Aucun conflit'}
        </button>
      </FormActions>
    </Formulaire>
  </>
)

const Declares = ({ cadre, declares, attendus, ouverte }: Props) => (
  <section aria-labelledby="declares">
    <h2 class={attendus.length > 0 ? 'fr-h4 fr-mt-6w' : 'fr-h4'} id="declares">
      Vos déclarations
    </h2>
    <Rangees>
      {declares.map(d => (
        <Rangee
          titre={d.titre || 'Sans titre'}
          note={`${d.structures}. Dossier ${d.numero}.`}
          badge={d.conflit ? <Badge ton="warning">Conflit d’intérêts</Badge> : <Badge>Aucun conflit</Badge>}
          fin={
            d.dOffice ? (
              'D’office\u00a0: vous parlez pour une structure du projet, ou vous l’avez déclaré à une autre séance.'
            ) : (
              <>
                {d.le && (
                  <>
                    Déclaré le <Time instant={d.le} />
                  </>
                )}
                {!d.conflit && ouverte && (
                  <>
                    <br />
                    <a href={paths.comite.conflit(cadre.id, d.id)}>
                      Déclarer un conflit<span class="fr-sr-only"> sur le dossier {d.numero}</span>
                    </a>
                  </>
                )}
              </>
            )
          }
        />
      ))}
    </Rangees>
  </section>
)

type ConflitProps = { site: Site; cadre: CadreSeance; dossier: DossierNomme; motif: string; errors: FieldErrors }
/** A conflict found out after « aucun conflit ». */
export const ConflitPage = ({ site, cadre, dossier: d, motif, errors }: ConflitProps) => (
  <Cadre site={site} cadre={cadre} page="Déclarer un conflit d’intérêts" erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      <p>
        <b>{d.titre || 'Sans titre'}</b>
        <br />
        {d.structures}. Dossier {d.numero}.
      </p>
      <p>
        Vous ne verrez plus rien de ce dossier, et son quorum se comptera sans vous. Vos notes ne compteront pas. Cette déclaration ne se
        retire pas.
      </p>
      <Formulaire action={paths.comite.conflit(cadre.id, d.id)}>
        <TextArea
          name="motif"
          label="Quel lien"
          hint="Quelques mots. L’administration du guichet les lit, les autres membres non."
          rows={3}
          value={motif}
          maxlength={MOTIF_MAX}
          error={errors.motif}
        />
        <FormActions principal="Déclarer ce conflit" filet={false}>
          <a class="fr-link" href={paths.comite.conflits(cadre.id)}>
            Revenir sans déclarer
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
