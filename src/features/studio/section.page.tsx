import { enTransaction, nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, faitDe, param } from '../../http.ts'
import { dateCivile, formatHeureOuJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { type Chemin, formeA, valeurA } from '../formes/index.ts'
import { noterPresence, presents } from '../presences/index.ts'
import { brouillonDe, retraitsDe } from './brouillons.queries.ts'
import { ecrireLieu, lireLieu } from './document/lieux.ts'
import { marqueDe, repere } from './document/lignes.ts'
import { avecSaisies, blocsDe, champsDe, contenuDe, nomDuLieu } from './lieu.donnees.ts'
import { lire } from './lire-brouillon.ts'
import type { Demande, Modifie } from './modifier.ts'
import { baremesAu } from './motifs/baremes.ts'
import { offresDe } from './motifs/offres.ts'
import { BaremesDuCalcul } from './regles/baremes.view.tsx'
import { couverture } from './regles/couverture.rules.ts'
import { Regles } from './regles/regles.view.tsx'
import { cibleDe, racineDe } from './regles/temps.ts'
import { deLaSection } from './rythme/calendrier.donnees.ts'
import { direDatesRetirees } from './rythme/dates-retirees.mots.ts'
import { friseDe } from './rythme/frise.donnees.ts'
import { FriseDuCalendrier } from './rythme/frise.view.tsx'
import { type Passage, type Rythme, rythmeDe } from './rythme/passer.ts'
import { ChangerDeRythme, ChoixDuRythme, DatesParties } from './rythme/rythme.view.tsx'
import { lieuDemande, sectionChoisie } from './section.form.ts'
import { SectionPage } from './section.view.tsx'
import { estDeliberation, SECTIONS, type Section, sectionDe } from './sections.table.ts'
import { ecritsDe } from './textes/textes.table.ts'
import { EcritsDeLaSection, VersLesTextes } from './textes/textes.view.tsx'
import { totauxDe } from './totaux/totaux.ts'
import { TotauxAnnonces } from './totaux/totaux.view.tsx'
import { Disparues } from './usages/disparues.view.tsx'
import { sansSesReponses } from './usages/sans-ses-reponses.ts'
import { citeesDans, usagesAu } from './usages/usages.donnees.ts'
import { RetirerQuandMeme, UtiliseA } from './usages/usages.view.tsx'

const FAITS: Record<string, string> = {
  enregistre: 'Enregistré.',
  fait: 'C’est fait.',
  ajoute: 'C’est ajouté.',
  rien: 'Tout est enregistré.',
  remise: 'La question est remise à sa place.',
  totaux: 'Les totaux s’accordent. «\u00a0Annuler\u00a0», à la page de l’appel, rend l’ancien montant.',
  rythme: 'Le rythme du dépôt est changé. «\u00a0Annuler\u00a0», à la page de l’appel, rend l’ancien.',
  deux_temps:
    'L’appel est en deux temps. Le second reprend son formulaire et ses pièces\u00a0: retirez du premier ce qu’une intention ne demande pas.',
}

/** `saisies`: what was typed and is not kept, when the whole form is refused, with the marks of what its page had shown. */
export type Retour = {
  refus?: string
  saisies?: Demande['saisies']
  marques?: Demande['marques']
  page?: string | undefined
  conflits?: Modifie['conflits']
  /** What is named elsewhere, and whose removal is asked again. */
  aRetirer?: Chemin
  /** A change of rhythm that takes something away, asked again. */
  passage?: { vers: Rythme } & Passage
}
/** The page of a section of a draft, or of one of its places. */
export async function montrerSection(
  c: Ctx<'brouillon' | 'section'>,
  { refus, saisies = [], marques = {}, page: id, conflits = [], aRetirer, passage }: Retour = {},
) {
  const { ctx, site } = c.var
  const [section, lieu] = [sectionChoisie(c), lieuDemande(c)]
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    await noterPresence(tx, ctxActeur(c), { quoi: 'brouillon', id: brouillon.id }, section)
    const autres = await presents(tx, ctxActeur(c), { quoi: 'brouillon', id: brouillon.id })
    return { brouillon, autres, retraits: section === 'argent' ? await retraitsDe(tx, ctx.guichetId, brouillon.id) : [] }
  })
  if (!lu || lieu === undefined) return c.notFound()
  const { brouillon, autres, retraits } = lu
  const { brut, remarques, regles, reglesDuSecond, panne } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  if (lieu !== '' && (sectionDe(chemin) !== section || estDeliberation(chemin) || !formeA(brut, chemin) || !existe(brut, chemin)))
    return c.notFound()
  const [ici, retire] = await Promise.all([chemin, aRetirer ?? []].map(ou => usagesAu(c, brouillon, brut, ou)))
  const blocs =
    brut === undefined ? undefined : deLaSection(section, brut, lieu ? contenuA(brut, chemin) : blocsDe(brut, placesDe(section)))
  const calendrier = section === 'argent' && lieu === '' && brut !== undefined
  const totaux = calendrier ? totauxDe(brut) : undefined
  const montres = new Map(saisies)
  const parties = direDatesRetirees(retraits.find(r => r.revision === brouillon.revision)?.retraits ?? [])
  const fait = refus || conflits.length > 0 || retire || passage ? undefined : faitDe(c, FAITS)
  const citees = lieu === '' && brut !== undefined ? await citeesDans(c, brouillon, brut, section) : []
  // a code is changed at once, with all that knows its line by it: not letter by letter, as one types
  const auFil = champsDe(blocs ?? []).filter(ch => !repere(ch.chemin))
  const base = Object.fromEntries(auFil.map(ch => [ch.lieu, marqueDe(brut, ch.chemin, ch.valeur)]))
  const vers = cibleDe(nom => c.req.query(nom)?.slice(0, 200))
  const clauses = section === 'regles' && lieu === '' ? couverture(brut) : []
  // the rules of a call are sentences: what else the section holds is a form, under them
  const tete =
    section === 'regles' && lieu === '' && brut !== undefined ? (
      <Regles
        brouillon={brouillon.id}
        revision={brouillon.revision}
        regles={vers.temps === 2 ? reglesDuSecond : regles}
        vers={{ ...vers, clause: clauses.find(x => x.nom === vers.clause)?.nom }}
        deuxTemps={valeurA(brut, racineDe(2)) !== undefined}
        offres={offresDe(brut)}
        clauses={clauses}
      />
    ) : undefined
  const page = (
    <SectionPage
      tete={tete}
      site={site}
      brouillon={brouillon}
      autres={autres}
      base={{ ...base, ...Object.fromEntries([...montres.keys()].flatMap(l => (l in base && l in marques ? [[l, marques[l]!]] : []))) }}
      page={id ?? nouvelId()}
      enregistre={formatHeureOuJour(brouillon.modifieLe, ctx.instant)}
      qui={ctxActeur(c).acteur}
      section={section}
      chemin={chemin}
      titre={lieu ? nomDuLieu(brut, chemin) : SECTIONS[section].titre}
      parents={parentsDe(brut, chemin)}
      blocs={blocs && avecSaisies(blocs, montres)}
      remarques={remarques}
      dites={remarques.filter(r => citees.some(x => nExistePlus(r.fait, x.id)))}
      panne={brut === undefined ? panne : undefined}
      disparues={
        citees.length > 0 ? (
          <Disparues brouillon={brouillon.id} revision={brouillon.revision} section={section} citees={citees} />
        ) : undefined
      }
      avant={
        section === 'textes' && !lieu ? (
          <EcritsDeLaSection brouillon={brouillon.id} ecrits={ecritsDe(brut)} remarques={remarques} />
        ) : parties && !fait ? (
          <DatesParties dit={parties} brouillon={brouillon.id} />
        ) : undefined
      }
      tetes={
        calendrier
          ? new Map([
              [
                '/calendrier',
                <>
                  <ChoixDuRythme
                    rythme={rythmeDe(brut)}
                    brouillon={brouillon.id}
                    remarques={remarques.filter(r => sectionDe(r.chemin) === 'argent' && /^(calendrier|phases)$/.test(String(r.chemin[0])))}
                  />
                  <FriseDuCalendrier frise={friseDe(brut, dateCivile(ctx.instant))} />
                </>,
              ],
              ...(totaux ? [['/enveloppes', <TotauxAnnonces totaux={totaux} />] as const] : []),
            ])
          : undefined
      }
      demande={
        passage ? (
          <ChangerDeRythme {...passage} reste={paths.studio.section(brouillon.id, section)} />
        ) : (
          retire && (
            <RetirerQuandMeme
              {...retire}
              nom={nomDuLieu(brut, aRetirer!)}
              ordre={`retirer! ${ecrireLieu(aRetirer!)}`}
              avec={{ ordre: `retirer+ ${ecrireLieu(aRetirer!)}`, reponses: sansSesReponses(brut, aRetirer!).length }}
            />
          )
        )
      }
      apres={
        <>
          {ici && <UtiliseA {...ici} />}
          <VersLesTextes brouillon={brouillon.id} redigee={valeurA(brut, [...chemin, 'genere']) === 'modele_deliberation'} />
          <BaremesDuCalcul brouillon={brouillon.id} baremes={baremesAu(brut, section, chemin)} />
        </>
      }
      fait={fait && [fait, parties].filter(Boolean).join(' ')}
      ajoute={!refus && c.req.query('fait') === 'ajoute'}
      refus={refus}
      conflits={conflits.map(x => ({ ...x, chemin: lireLieu(x.lieu, brut) }))}
    />
  )
  // an open page keeps its form, and asks again
  if (brut === undefined && panne) return c.html(page, 503)
  return c.html(page, refus || retire || passage ? 422 : conflits.length > 0 ? 409 : 200)
}

/** What the page of a place shows: the words of a délibération are written with the texts of the call. */
const contenuA = (brut: unknown, chemin: Chemin) => contenuDe(brut, chemin).filter(b => !estDeliberation(b.chemin))

/** What the page of a section shows: letters and acts have a page each. */
const placesDe = (section: Section): Chemin[] =>
  section === 'textes'
    ? [['regime'], ['actes', 'numero'], ['actes', 'duree_mois'], ['actes', 'conventions']]
    : SECTIONS[section].cles.filter(cle => cle !== 'regles').map(cle => [cle])

/** A line of a list that is not there has no page; a group that is not there yet has one. */
const existe = (brut: unknown, chemin: Chemin) =>
  chemin.every((cle, i) =>
    typeof cle === 'string'
      ? !/^\d+$/.test(cle) || valeurA(brut, chemin.slice(0, i + 1)) !== undefined
      : valeurA(brut, chemin.slice(0, i + 1)) !== undefined,
  )

/** Places above one that have a page of their own: lines of lists, above all. */
const parentsDe = (brut: unknown, chemin: Chemin) =>
  chemin.flatMap((cle, i) =>
    typeof cle === 'number' && i < chemin.length - 1
      ? [{ chemin: chemin.slice(0, i + 1), nom: nomDuLieu(brut, chemin.slice(0, i + 1)) }]
      : [],
  )

/** What the checker says of a name that a sentence above already speaks of. */
const nExistePlus = (fait: string, id: string) => fait.replace(/\s/g, ' ').includes(`« ${id} » n’existe pas`)
