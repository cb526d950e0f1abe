import type { Child } from 'hono/jsx'
import { formatHeure, formatJourSemaine } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Enregistrement, Reprise } from '../../../ui/dossier.tsx'
import { ErrorSummary, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Time, Typo } from '../../../ui/texte.tsx'
import { ConflitChamp, type ConflitVu } from '../../saisie/index.ts'
import type { BilanVu } from './bilan.donnees.ts'
import { Commandes } from './commandes/commandes.view.tsx'
import { lignesSuivies } from './contenu-depose.ts'
import { champsDe, jourCourt, reprisDe } from './declaration.rules.ts'
import { Fin, RepereFin } from './fin.view.tsx'
import { Indicateurs, JaugeIndicateur, RepereIndicateur } from './indicateurs.view.tsx'
import { EcartJalon, Jalons, OuEnEstOn, RepereAvancement, RepereJalon } from './jalons.view.tsx'
import { PrevuRealise } from './prevu-realise.view.tsx'
import { Aide, Recapitulatif, RienDeNouveau, Sommaire } from './reperes.view.tsx'

export type BilanPageProps = {
  site: Site
  v: BilanVu
  /** What the form remembers of the values that it shows, and of which open page it is. */
  base: Readonly<Record<string, string>>
  page: string
  cle: string
  par: string | undefined
  conflits?: readonly ConflitVu[]
  /** A refusal that is not of a field. */
  refus?: string | undefined
  /** The fields came back refused: their errors are summed up on top. */
  refuse?: boolean
  fait?: string | undefined
}

/** The breadcrumb of the pages of a bilan. */
export const arianeDe = (v: Pick<BilanVu, 'b' | 'periode'>, page?: string) => [
  { libelle: 'Mes bilans', href: paths.bilans.liste },
  { libelle: v.periode.court, ...(page ? { href: paths.bilans.voir(v.b.dossierId, v.b.id) } : {}) },
  ...(page ? [{ libelle: page }] : []),
]
export const titreBilan = ({ periode, b }: Pick<BilanVu, 'b' | 'periode'>) =>
  b.final ? `Dernier bilan, ${periode.long}` : `Bilan, ${periode.long}`

/** A bilan being filled in: everything is there already, one changes what changed, then files it. */
export const BilanPage = (p: BilanPageProps) => {
  const { v, conflits = [] } = p
  const { b } = v
  const url = paths.bilans.voir(b.dossierId, b.id)
  return (
    <Page
      site={p.site}
      titre={`${titreBilan(v)}, dossier ${b.numero}`}
      erreur={(p.refuse ?? false) || conflits.length > 0 || p.refus !== undefined}
      ariane={arianeDe(v)}
    >
      <div class="gt-bilan">
        <Tete v={v} />
        {p.refuse && <ErrorSummary errors={p.refus ? { _refus: p.refus, ...v.erreurs } : v.erreurs} />}
        {p.fait && (
          <Alert ton="success" petit reponse>
            <p>{p.fait}</p>
          </Alert>
        )}
        {b.remarque && (
          <Alert ton="warning" titre="Le référent vous renvoie ce bilan">
            <p>« {b.remarque.texte} »</p>
            <p>
              Remarque du <Time instant={b.remarque.le} forme="jour" />. Corrigez, puis déposez à nouveau.
            </p>
          </Alert>
        )}
        <RienDeNouveau v={v} />
        <div class="gt-bilan__grille">
          <Formulaire
            action={url}
            id="bilan"
            class="gt-bilan__form"
            enregistrement={url}
            copie={{ cle: p.cle, titre: titreBilan(v), revision: b.revision, par: p.par }}
            guide={paths.bilans.guide(b.dossierId, b.id)}
          >
            {/* Enter in a field presses the first button: it must be the harmless one */}
            <button class="fr-sr-only" type="submit" name="_suite" value="rester" tabindex={-1}>
              Enregistrer
            </button>
            <Reprise cle={p.cle} />
            <input type="hidden" name="_base" value={JSON.stringify(p.base)} />
            <input type="hidden" name="_page" value={p.page} />
            <Conflits conflits={conflits} />
            <p class="gt-bilan__i">Tout est déjà rempli {reprisDe(b)}. Corrigez seulement ce qui a changé.</p>
            <OuEnEstOn v={v} />
            <Sommaire v={v} />
            <Jalons v={v} />
            <Indicateurs v={v} />
            <Commandes v={v} />
            {lignesSuivies(b) && (
              <PrevuRealise lignes={b.depenses.map(l => ({ libelle: l.libelle, prevu: l.prevu, realise: l.commande }))} />
            )}
            <Fin v={v} />
            <Recapitulatif v={v} />
            <Barre v={v} />
          </Formulaire>
          <Aide v={v} />
        </div>
      </div>
    </Page>
  )
}

export const Tete = ({ v, children }: { v: BilanVu; children?: Child }) => (
  <div class="gt-bilan__tete">
    <p class="gt-sur">{v.b.titre}</p>
    <h1 class="fr-h3 fr-mb-1v">
      <Typo texte={titreBilan(v)} />
    </h1>
    {children ?? (
      <p class="gt-bilan__d">
        {v.reste ? (
          <>
            <strong>À déposer avant le {formatJourSemaine(v.fin)}</strong>, {formatHeure(v.fin)}. Il reste {v.reste}.
          </>
        ) : (
          <>
            <strong>En retard</strong>&nbsp;: il était attendu le {formatJourSemaine(v.fin)}. Vous pouvez toujours le déposer.
          </>
        )}
      </p>
    )}
  </div>
)

/** Stays at the foot of the screen: what is saved, and the one act. */
const Barre = ({ v }: { v: BilanVu }) => (
  <section class="gt-barre gt-barre--bilan" aria-label="Enregistrement et dépôt">
    <Enregistrement
      enregistre={v.b.modifieLe && Object.keys(v.b.saisie.valeurs).length > 0 ? formatHeure(v.b.modifieLe) : undefined}
      sauf={sauf(v)}
    />
    <div class="gt-barre__actes">
      <noscript>
        <button class="fr-btn fr-btn--secondary" type="submit" name="_suite" value="rester">
          Enregistrer
        </button>
      </noscript>
      <Deposer v={v} />
    </div>
  </section>
)
const Deposer = ({ v }: { v: BilanVu }) => (
  <div data-guide="deposer">
    {v.deposable ? (
      <button class="fr-btn" type="submit" name="_suite" value="deposer">
        Déposer le bilan
      </button>
    ) : (
      <p class="gt-barre__etat">Dépôt possible dès le {jourCourt(v.b.fin)}</p>
    )}
  </div>
)
/** Fields whose text does not read, for the state of the saving. */
export const sauf = (v: BilanVu) =>
  champsDe(v.b)
    .filter(c => v.erreurs[c.nom] && !c.nom.startsWith('c.'))
    .map(c => `«\u00a0${c.libelle}\u00a0»`)
    .join(', ') || undefined

const Conflits = ({ conflits }: { conflits: readonly ConflitVu[] }) =>
  conflits.length === 0 ? null : (
    <>
      <Alert ton="warning" titre="Deux versions d’une même réponse" reponse id="conflits">
        <p>Rien n’est perdu. Vos autres réponses sont enregistrées. Choisissez la version à garder, puis enregistrez.</p>
      </Alert>
      {conflits.map(c => (
        <ConflitChamp conflit={c} />
      ))}
    </>
  )

/** What a saving changes around the fields of an open page: a script puts each in its place. */
export const BilanGuide = ({ v }: { v: BilanVu }) => (
  <>
    <RienDeNouveau v={v} />
    <Sommaire v={v} />
    <RepereAvancement v={v} />
    {v.b.jalons.map(j => (
      <>
        <RepereJalon v={v} j={j} />
        <EcartJalon v={v} j={j} />
      </>
    ))}
    {v.b.indicateurs.map(i => (
      <>
        <RepereIndicateur v={v} i={i} />
        <JaugeIndicateur v={v} i={i} />
      </>
    ))}
    <RepereFin v={v} />
    <Recapitulatif v={v} />
    <Aide v={v} />
    <Deposer v={v} />
  </>
)
