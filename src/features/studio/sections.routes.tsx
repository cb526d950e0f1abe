import { enTransaction, nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { formatHeureOuJour } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { type Chemin, formeA, valeurA } from '../formes/index.ts'
import { noterPresence, presents } from '../presences/index.ts'
import { lireSaisie } from '../saisie/index.ts'
import { brouillonDe } from './brouillons.queries.ts'
import { ecrireLieu, lireLieu } from './document/lieux.ts'
import { marqueDe, repere } from './document/lignes.ts'
import { enregistrer } from './enregistrer.ts'
import { pageEssais } from './essais/essais.page.tsx'
import { avecSaisies, blocsDe, champsDe, contenuDe, nomDuLieu } from './lieu.donnees.ts'
import { lire } from './lire-brouillon.ts'
import type { Demande, Modifie } from './modifier.ts'
import { offresDe } from './motifs/offres.ts'
import { phraseRefus } from './refus.table.ts'
import { couverture } from './regles/couverture.rules.ts'
import { Regles } from './regles/regles.view.tsx'
import { cibleDe, racineDe } from './regles/temps.ts'
import { deLaSection } from './rythme/calendrier.donnees.ts'
import { type Passage, passerA, type Rythme, rythmeDe } from './rythme/passer.ts'
import { ChangerDeRythme, ChoixDuRythme, rythmeDemande } from './rythme/rythme.view.tsx'
import { SANS_ESSAIS, sansEssais } from './sans-essais.rules.ts'
import { lieuDemande, ordreDe, saisiesDe, sectionChoisie } from './section.form.ts'
import { SectionPage } from './section.view.tsx'
import { SECTIONS, type Section, sectionDe } from './sections.table.ts'
import { revisionDe } from './studio.form.ts'
import { ecritsDe } from './textes/ecrit.donnees.ts'
import { EcritsDeLaSection } from './textes/textes.view.tsx'
import { sansSesReponses } from './usages/sans-ses-reponses.ts'
import { citeAilleurs, reponsesAu, usagesAu } from './usages/usages.donnees.ts'
import { RetirerQuandMeme, UtiliseA } from './usages/usages.view.tsx'

const admin = exigeRole('administrateur')
const FAITS: Record<string, string> = {
  enregistre: 'Enregistré.',
  fait: 'C’est fait.',
  ajoute: 'C’est ajouté.',
  rien: 'Tout est enregistré.',
  rythme: 'Le rythme du dépôt est changé. «\u00a0Annuler\u00a0», à la page de l’appel, rend l’ancien.',
  deux_temps:
    'L’appel est en deux temps. Le second reprend son formulaire et ses pièces\u00a0: retirez du premier ce qu’une intention ne demande pas.',
}
/** The form of a section, or of one of its places (`?lieu=`). */
export const sectionsRoutes = () =>
  router()
    .get(paths.studio.section, admin, c => (sectionChoisie(c) === 'essais' && lieuDemande(c) === '' ? pageEssais(c) : montrer(c)))
    .post(paths.studio.section, admin, garder)

/** `saisies`: what was typed and is not kept, when the whole form is refused, with the marks of what its page had shown. */
type Retour = {
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
async function montrer(
  c: Ctx<'brouillon' | 'section'>,
  { refus, saisies = [], marques = {}, page: id, conflits = [], aRetirer, passage }: Retour = {},
) {
  const { ctx, site } = c.var
  const [section, lieu] = [sectionChoisie(c), lieuDemande(c)]
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    await noterPresence(tx, ctxActeur(c), { quoi: 'brouillon', id: brouillon.id }, section)
    return { brouillon, autres: await presents(tx, ctxActeur(c), { quoi: 'brouillon', id: brouillon.id }) }
  })
  if (!lu || lieu === undefined) return c.notFound()
  const { brouillon, autres } = lu
  const { brut, remarques, regles, reglesDuSecond, panne } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  if (lieu !== '' && (sectionDe(chemin) !== section || !formeA(brut, chemin) || !existe(brut, chemin))) return c.notFound()
  const [ici, retire] = await Promise.all([chemin, aRetirer ?? []].map(ou => usagesAu(c, brouillon, brut, ou)))
  const blocs =
    brut === undefined ? undefined : deLaSection(section, brut, lieu ? contenuDe(brut, chemin) : blocsDe(brut, placesDe(section)))
  const calendrier = section === 'argent' && lieu === '' && brut !== undefined
  const montres = new Map(saisies)
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
      panne={brut === undefined ? panne : undefined}
      avant={
        section === 'textes' && !lieu ? (
          <EcritsDeLaSection brouillon={brouillon.id} ecrits={ecritsDe(brut)} remarques={remarques} />
        ) : undefined
      }
      tetes={
        calendrier
          ? new Map([
              [
                '/calendrier',
                <ChoixDuRythme
                  rythme={rythmeDe(brut)}
                  brouillon={brouillon.id}
                  remarques={remarques.filter(r => sectionDe(r.chemin) === 'argent' && /^(calendrier|phases)$/.test(String(r.chemin[0])))}
                />,
              ],
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
      apres={ici && <UtiliseA {...ici} />}
      fait={refus || conflits.length > 0 || retire || passage ? undefined : faitDe(c, FAITS)}
      ajoute={!refus && c.req.query('fait') === 'ajoute'}
      refus={refus}
      conflits={conflits.map(x => ({ ...x, chemin: lireLieu(x.lieu, brut) }))}
    />
  )
  // an open page keeps its form, and asks again
  if (brut === undefined && panne) return c.html(page, 503)
  return c.html(page, refus || retire || passage ? 422 : conflits.length > 0 ? 409 : 200)
}

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

async function garder(c: Ctx<'brouillon' | 'section'>) {
  const lieu = lieuDemande(c)
  if (lieu === undefined) return c.notFound()
  const { saisie } = await lireSaisie(c)
  const [ordre, envoi] = [ordreDe(saisie), saisiesDe(c, saisie)]
  if (saisie.champs.ordre?.[0] === SANS_ESSAIS) return retirerLesEssais(c)
  const retour = { saisies: envoi.saisies, marques: envoi.marques, page: saisie.page }
  const sur = /^retirer[!+]/.test(saisie.champs.ordre?.[0] ?? '')
  const aRetirer = ordre?.verbe === 'retirer' && !sur ? await citeAilleurs(c, ordre.lieu) : undefined
  if (aRetirer) return montrer(c, { ...retour, aRetirer })
  const r = await enregistrer(ctxActeur(c), {
    id: param(c, 'brouillon'),
    revision: revisionDe(saisie.champs.revision?.[0]),
    lieu,
    page: saisie.page,
    ...envoi,
    ...(ordre ? { ordre } : {}),
    ...(ordre && saisie.champs.ordre?.[0]?.startsWith('retirer+') ? { gestes: await reponsesAu(c, ordre.lieu) } : {}),
  })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { refus: phraseRefus(r.error), ...retour })
  if (r.value.conflits.length > 0) return montrer(c, { conflits: r.value.conflits })
  const rythme = sectionChoisie(c) === 'argent' && lieu === '' ? rythmeDemande(saisie.champs.ordre?.[0]) : undefined
  if (rythme) return changerDeRythme(c, rythme)
  const { ou, dit } = r.value
  const suivant = ou && dansUnePage(ou) ? ecrireLieu(ou) : lieu
  const fait = ordre?.verbe === 'ajouter' ? 'ajoute' : ordre ? 'fait' : dit.length > 0 ? 'enregistre' : 'rien'
  const adresse = new URL(paths.studio.lieu(paths.studio.section(param(c, 'brouillon'), sectionChoisie(c)), suivant), 'http://x')
  adresse.searchParams.set('fait', fait)
  if (c.req.query('temps') === '2') adresse.searchParams.set('temps', '2')
  return c.redirect(`${adresse.pathname}${adresse.search}`, 303)
}

/** Once what was typed is kept: the rhythm that the draft then has becomes another, in one change that one undoing brings back. */
async function changerDeRythme(c: Ctx<'brouillon' | 'section'>, { vers, sur }: { vers: Rythme; sur: boolean }) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const { brut } = await lire(c, brouillon.source)
  if (brut === undefined) return montrer(c)
  const passage = passerA(brut, vers)
  if (passage.perdu.length > 0 && !sur) return montrer(c, { passage: { vers, ...passage } })
  const { id, revision } = brouillon
  const r = await enregistrer(ctx, { id, revision, lieu: '/calendrier', saisies: [], gestes: passage.gestes })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { refus: phraseRefus(r.error) })
  return c.redirect(
    `${paths.studio.section(id, 'argent')}?fait=${passage.gestes.length === 0 ? 'rien' : vers === 'deux_temps' ? 'deux_temps' : 'rythme'}#rythme`,
    303,
  )
}

/** The test dossiers that block, all at once: one change, that one undoing brings back. */
async function retirerLesEssais(c: Ctx<'brouillon' | 'section'>) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const { brut, remarques } = await lire(c, brouillon.source)
  const gestes = sansEssais(valeurA(brut, ['essais']), remarques)
  const r = await enregistrer(ctx, { id: brouillon.id, revision: brouillon.revision, lieu: '/essais', saisies: [], gestes })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { refus: phraseRefus(r.error) })
  return c.redirect(`${paths.studio.section(brouillon.id, 'essais')}?fait=${gestes.length > 0 ? 'sans_essais' : 'rien'}`, 303)
}

/** What was added is filled in on its own page when it is a line of a list, or a named group. */
const dansUnePage = (ou: Chemin) => ou.length > 1
