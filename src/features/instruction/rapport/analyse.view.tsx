import { formatHeure, formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Checkbox } from '../../../ui/choix.tsx'
import { Enregistrement, Reprise } from '../../../ui/dossier.tsx'
import { BoutonPost, ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Fiche } from '../../documents/index.ts'
import { Cadre, type CadreInstruction } from '../cadre-instruction.view.tsx'
import { Conflits, type ConflitVu, NonEnregistre } from './conflits.view.tsx'
import { Conclusion, Criteres, type GrilleVue, Priorites } from './criteres.view.tsx'
import { FicheLue } from './fiche.view.tsx'
import type { ManqueRapport } from './manques.ts'
import { PropositionBloc, type PropositionVue } from './proposition.view.tsx'

export type AnalyseVue = GrilleVue & {
  proposition: PropositionVue
  /** Whether the report is the reader's to write, and whether it may be written now: a finished one is opened again first. */
  redige: boolean
  ecrit: boolean
  termine: { par: string; le: Date } | undefined
  /** What it lacks, as saved. `incomplete`: it was just asked to be finished, and was not. */
  manques: readonly ManqueRapport[]
  incomplete: boolean
  /** The writer has just said that the report was read again with the latest filing. */
  relue: boolean
  /** The sheet of what is saved, whatever the form holds. */
  fiche: Fiche
  /** The filing that the report judges, once it is begun, and the latest. */
  version: { jugee: number | undefined; derniere: number; deposeeLe: Date }
  modifie: { par: string; le: Date } | undefined
  conflits: { liste: readonly ConflitVu[]; par: string } | undefined
  ferme: { phrase: string; reponses: readonly ConflitVu[] } | undefined
}
/** What saving as one types goes by: whose page this is, and the revision that it shows. */
type AuFil = { cle: string; page: string; revision: number }
type Props = { site: Site; cadre: CadreInstruction; analyse: AnalyseVue; auFil: AuFil; fait: string | undefined }

const nomDeLaFiche = (cadre: CadreInstruction) => (cadre.sansComite ? 'Fiche d’analyse' : 'Fiche du comité')

/** The report on a dossier: what the dossier says beside each criterion, what the service thinks of it, the sheet of the comité. */
export const AnalysePage = ({ site, cadre, analyse: a, auFil, fait }: Props) => {
  const erreur = Object.keys(a.champs.errors).length > 0 || a.conflits !== undefined || a.ferme !== undefined
  return (
    <Cadre
      site={site}
      cadre={cadre}
      onglet="analyse"
      titre="analyse"
      erreur={erreur}
      skip={[{ libelle: nomDeLaFiche(cadre), href: '#fiche' }]}
    >
      <ErrorSummary errors={a.champs.errors} titre={a.incomplete ? 'La fiche n’est pas terminée' : undefined} />
      {a.ferme && <NonEnregistre {...a.ferme} />}
      {a.conflits && <Conflits conflits={a.conflits.liste} par={a.conflits.par} />}
      <Nouvelles fait={fait} />
      {a.termine && <Terminee id={cadre.id} a={a} termine={a.termine} />}
      {a.ecrit && (
        <Formulaire
          action={paths.instruction.analyse(cadre.id)}
          class="gt-analyse"
          enregistrement={paths.instruction.analyse(cadre.id)}
          copie={{ cle: auFil.cle, titre: `Analyse, ${cadre.numero}`, revision: auFil.revision, par: a.modifie?.par }}
        >
          <Reprise cle={auFil.cle} />
          <input type="hidden" name="_base" value={JSON.stringify(baseDe(a))} />
          <input type="hidden" name="_page" value={auFil.page} />
          <Perimee a={a} />
          <Criteres {...a} />
          <div class="gt-analyse__deux">
            <Priorites {...a} />
            <Conclusion champs={a.champs} />
          </div>
          <PropositionBloc {...a.proposition} />
          <Actions id={cadre.id} a={a} />
        </Formulaire>
      )}
      <FicheLue
        fiche={a.fiche}
        titre={nomDeLaFiche(cadre)}
        liens={
          <ul>
            <li>
              <a href={paths.instruction.fiche(cadre.id)} data-turbo="false">
                Cette fiche en PDF
              </a>
            </li>
            {!cadre.sansComite && (
              <li>
                <a href={paths.instruction.fiches} data-turbo="false">
                  Toutes les fiches au comité
                </a>
              </li>
            )}
          </ul>
        }
      />
    </Cadre>
  )
}

/** The marks of the fields that are saved as one types: all but the proposal, whose figures make one another and are saved together. */
const baseDe = ({ champs: { vus } }: AnalyseVue) => Object.fromEntries(Object.entries(vus).filter(([n]) => n !== 'proposition'))

/** The porteur has filed again since the report was written: somebody says that it still stands. */
const Perimee = ({ a: { version: v, relue, champs } }: { a: AnalyseVue }) => (
  <>
    <input type="hidden" name="version" value={String(v.derniere)} />
    {v.jugee !== undefined && v.jugee < v.derniere && (
      <Alert ton="warning" titre={`Cette fiche juge la version\u00a0${v.jugee} du dossier`}>
        <p>
          Le porteur a déposé la version&nbsp;{v.derniere} le {formatInstant(v.deposeeLe)}. Les faits ci-dessous sont ceux de cette version.
        </p>
        <Checkbox
          name="relue"
          label={`J’ai relu la fiche avec la version\u00a0${v.derniere}`}
          checked={relue}
          error={champs.errors.relue}
          petit
        />
      </Alert>
    )}
  </>
)

/** A finished report, and the way to change it. */
const Terminee = ({ id, a, termine }: { id: string; a: AnalyseVue; termine: { par: string; le: Date } }) => (
  <div class="gt-decider">
    <div>
      <p>
        <strong>Fiche terminée</strong> le {formatInstant(termine.le)} par {termine.par}.
      </p>
      {(a.version.jugee ?? 0) < a.version.derniere && (
        <p>
          Elle juge la version&nbsp;{a.version.jugee}. Le porteur a déposé la version&nbsp;{a.version.derniere} le{' '}
          {formatInstant(a.version.deposeeLe)}.
        </p>
      )}
    </div>
    {a.redige && <BoutonPost action={paths.instruction.reouvertureAnalyse(id)}>Rouvrir la fiche</BoutonPost>}
  </div>
)

const Actions = ({ id, a }: { id: string; a: AnalyseVue }) => (
  <div
    class="gt-decider"
    data-controller="garde"
    data-garde-refuse-value={Object.keys(a.champs.errors).length > 0 || a.conflits !== undefined ? 'true' : undefined}
  >
    <div>
      {a.manques.length > 0 && (
        <ul class="gt-decider__manques" aria-label="Ce qui manque pour terminer la fiche">
          {a.manques.map(m => (
            <li>
              <a href={`#${m.champ}`}>{m.phrase}</a>
            </li>
          ))}
        </ul>
      )}
      <p>{a.modifie ? `Enregistré le ${formatInstant(a.modifie.le)} par ${a.modifie.par}.` : 'Rien n’est encore écrit.'}</p>
      <Enregistrement enregistre={a.modifie && formatHeure(a.modifie.le)} />
    </div>
    <div class="gt-decider__boutons">
      <button class="fr-btn fr-btn--secondary" type="submit">
        Enregistrer
      </button>
      <button class="fr-btn" type="submit" formaction={paths.instruction.finAnalyse(id)}>
        Terminer la fiche
      </button>
    </div>
  </div>
)
