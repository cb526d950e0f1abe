import { formatJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge } from '../../../ui/blocs.tsx'
import { Field, TextArea } from '../../../ui/champs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
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

/** A member's interests, before anything else of the dossiers is shown: the exceptions are ticked among all of them, and one button answers for the rest. */
export const ConflitsPage = (p: Props) => (
  <Page
    site={p.site}
    titre={`Mes intérêts, ${p.cadre.instance ? `${p.cadre.instance}, ` : 'comité du '}${formatJour(p.cadre.tenueLe)}`}
    erreur={Object.keys(p.errors).length > 0}
    seule
  >
    <Tete {...p} />
    <main id="contenu" tabindex={-1} class="gt-interets">
      {p.fait && (
        <Alert ton="success" petit reponse>
          <p>{p.fait}</p>
        </Alert>
      )}
      <ErrorSummary errors={p.errors} />
      {p.attendus.length > 0 && <Attendus {...p} />}
      {p.declares.length > 0 && <Declares {...p} />}
    </main>
    <footer id="pied" tabindex={-1}></footer>
  </Page>
)

/** As on the tablet on which they then score. */
const Tete = ({ site, cadre: c, attendus }: Props) => (
  <header class="gt-tab__tete">
    <div>
      <h1>Mes intérêts</h1>
      <p class="gt-sous">
        {c.instance ?? 'Comité'} du {formatJour(c.tenueLe)}
        {attendus.length > 0 && ' · avant d’ouvrir les dossiers'}
        {site.demo && ' · démonstration'}
      </p>
    </div>
    <nav aria-label="Séance">
      <ul class="fr-raw-list">
        <li>
          <a href={paths.comite.seance(c.id)}>Séance</a>
        </li>
        <li>
          <a href={paths.comite.accueil}>Quitter</a>
        </li>
      </ul>
    </nav>
  </header>
)

const Attendus = ({ cadre, attendus, saisie, errors }: Props) => (
  <div data-controller="interets" data-action="change->interets#compter pageshow@window->interets#compter">
    <div class="gt-interets__tete">
      <div>
        <h2 class="fr-h5 fr-mb-1v">Cochez les dossiers où vous avez un intérêt</h2>
        <p class="gt-sous">
          Personnel, familial, professionnel ou électif, avec le projet ou une structure qui le porte&nbsp;: en cas de doute, cochez. D’un
          dossier coché, vous ne verrez ni la fiche, ni les notes, ni le débat, et son quorum se comptera sans vous. Les dossiers s’ouvrent
          ensuite. Un conflit déclaré ne se retire pas.
        </p>
      </div>
      <div class="gt-interets__trouver" hidden data-interets-target="trouver">
        <label class="fr-label" for="trouver">
          Trouver un porteur
        </label>
        <input class="fr-input" type="search" id="trouver" autocomplete="off" data-action="interets#chercher" />
      </div>
    </div>
    <Formulaire action={paths.comite.conflits(cadre.id)}>
      <ul class="gt-interets__liste fr-raw-list">
        {attendus.map(d => (
          <Attendu d={d} dit={saisie[d.id]} errors={errors} />
        ))}
      </ul>
      <section class="gt-barre" aria-label="Déclaration">
        <p class="gt-barre__total" data-interets-target="total">
          <Nombre n={attendus.length} />
        </p>
        <button class="fr-btn" type="submit" name="autres" value="aucun" data-interets-target="bouton">
          {attendus.length > 1 ? 'Déclarer les cochés, aucun conflit pour les autres' : 'Déclarer, aucun conflit si rien n’est coché'}
        </button>
        <p class="fr-sr-only" role="status" data-interets-target="annonce"></p>
      </section>
    </Formulaire>
  </div>
)
const Nombre = ({ n }: { n: number }) => (
  <>
    {n}&nbsp;dossier{n > 1 ? 's' : ''} à déclarer
  </>
)

type AttenduProps = { d: DossierNomme; dit: Interets[string] | undefined; errors: FieldErrors }
const Attendu = ({ d, dit, errors }: AttenduProps) => (
  <li
    class={`gt-interet${dit?.motif || errors[`interet-${d.id}`] ? ' gt-interet--dit' : ''}`}
    data-interets-target="dossier"
    data-mots={`${d.structures} ${d.titre} ${d.numero}`}
  >
    <Checkbox
      name={`interet-${d.id}`}
      value="conflit"
      checked={dit?.declare === 'conflit'}
      label={<b>{d.structures}</b>}
      hint={`${d.titre || 'Sans titre'} · ${d.numero}`}
      error={errors[`interet-${d.id}`]}
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
        value={dit?.motif ?? ''}
        maxlength={MOTIF_MAX}
        error={errors[`motif-${d.id}`]}
        autocomplete="off"
      />
    </div>
  </li>
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
