import type { Child } from 'hono/jsx'
import { paths } from '../../paths.ts'
import { Alert, Conseil } from '../../ui/blocs.tsx'
import { Enregistrement, RangEtape, Reprise } from '../../ui/dossier.tsx'
import { ErrorSummary, Formulaire } from '../../ui/form.tsx'
import { Reponses } from '../../ui/listes.tsx'
import { MontrerLesClauses } from '../../ui/machines.tsx'
import type { Present } from '../../ui/presence.mots.ts'
import { PresenceVue } from '../../ui/presence.tsx'
import type { Site } from '../../ui/site.ts'
import { AideCalculeeBloc } from '../aide/index.ts'
import { Cadre, type Tete } from '../cadre/index.ts'
import type { Appel, Etape } from '../cahier/index.ts'
import { listesDe } from '../champs/index.ts'
import type { Contenu, Retrait } from '../contenu/index.ts'
import type { Avancement } from '../examen/index.ts'
import { ENVOI_DES_PIECES } from '../pieces/index.ts'
import { EcartEnVue, type PlanDuDossier, PlanEnBref } from '../plan/index.ts'
import { ConflitChamp, type ConflitVu, type Remplissage, Retraits } from '../saisie/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { CorpsEtape } from './corps-etape.view.tsx'
import { ReglesEtape, reglesDesChamps } from './regles.view.tsx'
import type { TableauMontre } from './tableaux-montres.ts'

export type EtapeProps = {
  site: Site
  tete: Tete
  etapes: readonly Avancement[]
  etape: Etape
  appel: Appel
  remplissage: Remplissage
  /** What the form remembers of the values that it shows, and of which open page it is. */
  base: Readonly<Record<string, string>>
  page: string
  /** The others who have this dossier open. */
  autres: readonly Present[]
  /** At which revision the dossier is shown, and who saved it last, if somebody else. */
  revision: number
  par: string | undefined
  /** Whose page this is, of which dossier and step: under it the device keeps what is not saved yet. */
  cle: string
  enregistre: string | undefined
  verdicts: readonly Verdict[]
  structure: readonly { libelle: string; valeur: Child }[]
  /** Where the délibération is written from the dossier, while none is attached. */
  rediger?: string | undefined
  contenu: Contenu
  plan: PlanDuDossier
  /** The tables that the step shows, by id. */
  tableaux: ReadonlyMap<string, TableauMontre>
  /** Rows that somebody else removed while this form was changing them. */
  retires?: readonly Retrait[] | undefined
  /** What an import has just brought in, as the address says it. */
  importe?: string | undefined
  partenaires?: Child
  pieces?: Child
  /** What the service asks in this step, when that alone is open. */
  demande?: Child
  /** The rows of this step are not asked. */
  listesFermees?: boolean | undefined
}

/** One step of a draft. A step without a field of its own (pieces) has no form around it. */
export const EtapePage = (p: EtapeProps) => {
  const { tete, etape, etapes, verdicts } = p
  const { champs, conflits = [] } = p.remplissage
  const remplissage = { ...p.remplissage, regles: reglesDesChamps({ verdicts, champs, tete, etape }) }
  const rang = etapes.findIndex(e => e.etape.code === etape.code)
  const erreurs = Object.keys(remplissage.erreurs).length
  const url = paths.dossiers.etape(tete.id, etape.code)
  return (
    <Cadre
      site={p.site}
      tete={tete}
      titre={etape.titre}
      etapes={etapes}
      courante={etape.code}
      sous={etape.blocs.includes('plan') && <PlanEnBref {...p.plan} />}
      erreur={erreurs + conflits.length > 0}
    >
      {!p.demande && <RangEtape rang={rang + 1} total={etapes.length} />}
      <h1 class="fr-h2 fr-mb-1w">{etape.titre}</h1>
      <ErrorSummary errors={nommees(remplissage)} />
      {etape.aide && <p>{etape.aide}</p>}
      {etape.blocs.includes('structure') && <Reponses reponses={p.structure} />}
      {etape.blocs.includes('structure') && p.rediger && (
        <Conseil>
          La délibération prend le plus de temps. <a href={p.rediger}>Préparez-la dès maintenant</a>&nbsp;: le guichet l’écrit d’après votre
          dossier, et son texte suit vos réponses.
        </Conseil>
      )}
      {p.demande}
      {p.partenaires}
      {(champs.length > 0 || (listesDe(p.appel, etape).length > 0 && !p.listesFermees)) && (
        <Formulaire
          action={url}
          enregistrement={url}
          copie={{ cle: p.cle, titre: etape.titre, revision: p.revision, par: p.par }}
          guide={paths.dossiers.guide(tete.id, etape.code)}
        >
          {/* Enter in a field presses the first button: it must be the harmless one */}
          <button class="fr-sr-only" type="submit" name="_suite" value="rester" tabindex={-1}>
            Enregistrer
          </button>
          <PresenceVue
            url={paths.dossiers.presence(tete.id)}
            partie="étape"
            ici={etape.code}
            titres={Object.fromEntries(etapes.map(e => [e.etape.code, e.etape.titre]))}
            autres={p.autres}
          />
          <Reprise cle={p.cle} />
          <input type="hidden" name="_base" value={JSON.stringify(p.base)} />
          <input type="hidden" name="_page" value={p.page} />
          <Conflits conflits={conflits} ailleurs={etape.blocs.includes('plan') ? conflits : []} />
          <Retraits
            contenu={p.contenu}
            listes={listesDe(p.appel, etape)}
            retires={p.retires}
            importe={p.importe}
            tableaux={new Map([...p.tableaux].map(([id, t]) => [id, t.tableau]))}
          />
          <CorpsEtape {...p} remplissage={remplissage} />
          {planEnVue(p) ? (
            <Enregistrement
              enregistre={p.enregistre}
              sauf={nonEnregistres(remplissage)}
              debut={<EcartEnVue {...p.plan} />}
              fin={<Continuer />}
            />
          ) : (
            <Enregistrement enregistre={p.enregistre} sauf={nonEnregistres(remplissage)} />
          )}
          <div class="gt-actions">
            {!planEnVue(p) && <Continuer />}
            <button class="fr-btn fr-btn--secondary" type="submit" name="_suite" value="rester">
              Enregistrer
            </button>
            <Precedente {...p} rang={rang} />
          </div>
        </Formulaire>
      )}
      {/* a plan that asks nothing has no form: its aid is read all the same */}
      {champs.length === 0 && listesDe(p.appel, etape).length === 0 && etape.blocs.includes('plan') && p.plan.aide && (
        <AideCalculeeBloc aide={p.plan.aide} />
      )}
      {p.pieces}
      <ReglesEtape verdicts={verdicts} champs={champs} tete={tete} etape={etape} />
      <MontrerLesClauses href={paths.appels.clauses(p.appel.slug)} />
      {champs.length === 0 && listesDe(p.appel, etape).length === 0 && <Suivante {...p} rang={rang} />}
    </Cadre>
  )
}

/** A whole plan keeps its gap in view, and what follows beside it. */
const planEnVue = ({ etape, plan, listesFermees }: EtapeProps) =>
  etape.blocs.includes('plan') && plan.reglage.plan === 'complet' && !listesFermees

/** On a narrow bar only its last word is seen. */
const Continuer = () => (
  <button class="fr-btn gt-continuer" type="submit" name="_suite" value="continuer">
    <span class="gt-continuer__long">Enregistrer et </span>
    <span class="gt-continuer__mot">continuer</span>
  </button>
)

/** In the summary each sentence starts with its field: out of place, « -3 » says nothing. */
const nommees = ({ champs, erreurs }: Remplissage) =>
  Object.fromEntries(
    Object.entries(erreurs).map(([nom, message]) => {
      const libelle = champs.find(c => c.nom === nom)?.libelle
      return [nom, libelle ? `${libelle}\u00a0: ${message}` : message]
    }),
  )

/** What cannot be read, and what waits for a choice between two versions. */
const nonEnregistres = ({ champs, erreurs, conflits = [] }: Remplissage) =>
  champs
    .filter(c => erreurs[c.nom] || conflits.some(x => x.nom === c.nom))
    .map(c => `«\u00a0${c.libelle}\u00a0»`)
    .join(', ') || undefined

const Precedente = ({ etapes, rang, tete }: EtapeProps & { rang: number }) => {
  const avant = etapes[rang - 1]?.etape
  return avant ? (
    <a class="fr-link fr-icon-arrow-left-line fr-link--icon-left" href={paths.dossiers.etape(tete.id, avant.code)}>
      Étape {rang}, {avant.titre}
    </a>
  ) : null
}

const Suivante = (p: EtapeProps & { rang: number }) => {
  const apres = p.etapes[p.rang + 1]?.etape
  return (
    <div class="gt-actions">
      {apres && <Vers {...p} suite={apres.code} href={paths.dossiers.etape(p.tete.id, apres.code)} mot="Continuer" />}
      {p.demande && !apres && <Vers {...p} suite="complements" href={paths.dossiers.complements(p.tete.id)} mot="Revenir à la demande" />}
      <Precedente {...p} />
    </div>
  )
}

/** Where the step leads. One that has pieces sends the files that are chosen first. */
const Vers = ({ etape, suite, href, mot }: EtapeProps & { suite: string; href: string; mot: string }) =>
  etape.blocs.includes('pieces') ? (
    <button class="fr-btn" type="submit" form={ENVOI_DES_PIECES} name="_suite" value={suite} data-suite={href}>
      {mot}
    </button>
  ) : (
    <a class="fr-btn" href={href}>
      {mot}
    </a>
  )

/** What somebody else saved meanwhile in the fields that this form changed too. The table of the plan has no room beside a field: `ailleurs`. */
const Conflits = ({ conflits, ailleurs }: { conflits: readonly ConflitVu[]; ailleurs: readonly ConflitVu[] }) =>
  conflits.length === 0 ? null : (
    <>
      <Alert ton="warning" titre="Deux versions d’une même réponse" reponse id="conflits">
        <p>Rien n’est perdu. Vos autres réponses sont enregistrées. Choisissez la version à garder, puis enregistrez.</p>
        <ul>
          {conflits.map(c => (
            <li>
              <a href={`#conflit-${c.nom}`}>{c.libelle}</a>
            </li>
          ))}
        </ul>
      </Alert>
      {ailleurs.map(c => (
        <ConflitChamp conflit={c} />
      ))}
    </>
  )
