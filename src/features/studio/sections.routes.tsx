import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { type Chemin, valeurA } from '../formes/index.ts'
import { lireSaisie } from '../saisie/index.ts'
import { brouillonDe } from './brouillons.queries.ts'
import { ecrireLieu } from './document/lieux.ts'
import { enregistrer } from './enregistrer.ts'
import { pageEssais } from './essais/essais.page.tsx'
import { rangsQuiEchouent } from './essais/lire-essais.ts'
import { lire } from './lire-brouillon.ts'
import { phraseRefus } from './refus.table.ts'
import { passerA, type Rythme } from './rythme/passer.ts'
import { rythmeDemande } from './rythme/rythme.view.tsx'
import { SANS_ECHECS, SANS_ESSAIS, sansCesEssais, sansEssais } from './sans-essais.rules.ts'
import { lieuDemande, ordreDe, saisiesDe, sectionChoisie } from './section.form.ts'
import { montrerSection } from './section.page.tsx'
import { revisionDe } from './studio.form.ts'
import { fermerLEcart, totauxDe } from './totaux/totaux.ts'
import { CHOIX_DE_L_ECART, ecartDemande } from './totaux/totaux.view.tsx'
import { citeAilleurs, remiseDe, reponsesAu } from './usages/usages.donnees.ts'

const admin = exigeRole('administrateur')
/** The form of a section, or of one of its places (`?lieu=`). */
export const sectionsRoutes = () =>
  router()
    .get(paths.studio.section, admin, c => (sectionChoisie(c) === 'essais' && lieuDemande(c) === '' ? pageEssais(c) : montrerSection(c)))
    .post(paths.studio.section, admin, garder)

async function garder(c: Ctx<'brouillon' | 'section'>) {
  const lieu = lieuDemande(c)
  if (lieu === undefined) return c.notFound()
  const { saisie } = await lireSaisie(c)
  const [ordre, envoi] = [ordreDe(saisie), saisiesDe(c, saisie)]
  if (saisie.champs.ordre?.[0] === SANS_ESSAIS) return retirerLesEssais(c, 'bloquent')
  if (saisie.champs.ordre?.[0] === SANS_ECHECS) return retirerLesEssais(c, 'echouent')
  const remettre = /^remettre ([a-z][a-z0-9_]*)$/.exec(saisie.champs.ordre?.[0] ?? '')?.[1]
  if (remettre !== undefined) return remettreLaQuestion(c, remettre)
  const retour = { saisies: envoi.saisies, marques: envoi.marques, page: saisie.page }
  const sur = /^retirer[!+]/.test(saisie.champs.ordre?.[0] ?? '')
  const aRetirer = ordre?.verbe === 'retirer' && !sur ? await citeAilleurs(c, ordre.lieu) : undefined
  if (aRetirer) return montrerSection(c, { ...retour, aRetirer })
  const r = await enregistrer(ctxActeur(c), {
    id: param(c, 'brouillon'),
    revision: revisionDe(saisie.champs.revision?.[0]),
    lieu,
    page: saisie.page,
    ...envoi,
    ...(ordre ? { ordre } : {}),
    ...(ordre && saisie.champs.ordre?.[0]?.startsWith('retirer+') ? { gestes: await reponsesAu(c, ordre.lieu) } : {}),
  })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerSection(c, { refus: phraseRefus(r.error), ...retour })
  if (r.value.conflits.length > 0) return montrerSection(c, { conflits: r.value.conflits })
  const rythme = sectionChoisie(c) === 'argent' && lieu === '' ? rythmeDemande(saisie.champs.ordre?.[0]) : undefined
  if (rythme) return changerDeRythme(c, rythme)
  const ecart = sectionChoisie(c) === 'argent' && lieu === '' ? ecartDemande(saisie.champs.ordre?.[0]) : undefined
  if (ecart) return accorderLesTotaux(c, ecart === 'porter' ? (saisie.champs[CHOIX_DE_L_ECART]?.[0] ?? '') : undefined)
  const { ou, dit } = r.value
  const suivant = ou && dansUnePage(ou) ? ecrireLieu(ou) : lieu
  const fait = ordre?.verbe === 'ajouter' ? 'ajoute' : ordre ? 'fait' : dit.length > 0 ? 'enregistre' : 'rien'
  const adresse = new URL(paths.studio.lieu(paths.studio.section(param(c, 'brouillon'), sectionChoisie(c)), suivant), 'http://x')
  adresse.searchParams.set('fait', fait)
  if (c.req.query('temps') === '2') adresse.searchParams.set('temps', '2')
  return c.redirect(`${adresse.pathname}${adresse.search}`, 303)
}

/** A question that was removed comes back as it was; what names it says something again. */
async function remettreLaQuestion(c: Ctx<'brouillon' | 'section'>, question: string) {
  const trouvee = await remiseDe(c, question)
  if (!trouvee)
    return montrerSection(c, {
      refus: 'Cette question n’est plus dans l’historique du brouillon. Écrivez-la de nouveau, avec le même identifiant.',
    })
  const { brouillon, geste } = trouvee
  const r = await enregistrer(ctxActeur(c), {
    id: brouillon.id,
    revision: brouillon.revision,
    lieu: '/formulaires',
    saisies: [],
    gestes: [geste],
  })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerSection(c, { refus: phraseRefus(r.error) })
  return c.redirect(`${paths.studio.section(brouillon.id, sectionChoisie(c))}?fait=remise`, 303)
}

/** Once what was typed is kept: the rhythm that the draft then has becomes another, in one change that one undoing brings back. */
async function changerDeRythme(c: Ctx<'brouillon' | 'section'>, { vers, sur }: { vers: Rythme; sur: boolean }) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const { brut } = await lire(c, brouillon.source)
  if (brut === undefined) return montrerSection(c)
  const passage = passerA(brut, vers)
  if (passage.perdu.length > 0 && !sur) return montrerSection(c, { passage: { vers, ...passage } })
  const { id, revision } = brouillon
  const r = await enregistrer(ctx, { id, revision, lieu: '/calendrier', saisies: [], gestes: passage.gestes })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerSection(c, { refus: phraseRefus(r.error) })
  return c.redirect(
    `${paths.studio.section(id, 'argent')}?fait=${passage.gestes.length === 0 ? 'rien' : vers === 'deux_temps' ? 'deux_temps' : 'rythme'}#rythme`,
    303,
  )
}

/** Once what was typed is kept: the gap between the totals that the draft then has goes to an envelope, or what is announced becomes what they make. */
async function accorderLesTotaux(c: Ctx<'brouillon' | 'section'>, enveloppe: string | undefined) {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const totaux = totauxDe((await lire(c, brouillon.source)).brut)
  const geste = totaux && fermerLEcart(totaux, enveloppe)
  if (totaux && !geste)
    return montrerSection(c, {
      refus: 'Cette enveloppe ne peut pas recevoir l’écart\u00a0: choisissez-en une autre, ou changez un montant.',
    })
  const { id, revision } = brouillon
  const r = await enregistrer(ctx, { id, revision, lieu: '/enveloppes', saisies: [], gestes: geste ? [geste] : [] })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerSection(c, { refus: phraseRefus(r.error) })
  return c.redirect(`${paths.studio.section(id, 'argent')}?fait=${geste ? 'totaux' : 'rien'}#/enveloppes`, 303)
}

/** The test dossiers that block, or those that fail, all at once: one change, that one undoing brings back. */
async function retirerLesEssais(c: Ctx<'brouillon' | 'section'>, lesquels: 'bloquent' | 'echouent') {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return c.notFound()
  const { brut, remarques } = await lire(c, brouillon.source)
  const essais = valeurA(brut, ['essais'])
  const gestes =
    lesquels === 'bloquent'
      ? sansEssais(essais, remarques)
      : sansCesEssais(essais, await rangsQuiEchouent(brouillon.source, ctx.acteur.compteId), 'Essais qui échouaient\u00a0: retirés')
  const r = await enregistrer(ctx, { id: brouillon.id, revision: brouillon.revision, lieu: '/essais', saisies: [], gestes })
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrerSection(c, { refus: phraseRefus(r.error) })
  return c.redirect(
    `${paths.studio.section(brouillon.id, 'essais')}?fait=${gestes.length === 0 ? 'rien' : lesquels === 'bloquent' ? 'sans_essais' : 'sans_echecs'}`,
    303,
  )
}

/** What was added is filled in on its own page when it is a line of a list, or a named group. */
const dansUnePage = (ou: Chemin) => ou.length > 1
