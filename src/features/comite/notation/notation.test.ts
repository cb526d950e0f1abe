import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite, auComite } from '../../../test/comite.ts'
import {
  auFil,
  CODES,
  d,
  enregistrer,
  finaliser,
  id,
  ids,
  m,
  notesDe,
  page,
  preparerGrilles,
  type Qui,
  redeposer,
  tout,
} from '../../../test/grilles.ts'
import { lisible, publier } from '../../../test/vico.ts'

const p = paths.comite
preparerGrilles()

describe('noter un dossier', () => {
  it('chaque critère avec son échelle, la fiche à côté\u00a0; ce qui est enregistré revient, avec le total', async () => {
    const vierge = await page(m.regionale)
    for (const mot of [
      'Décision de l’organe délibérant',
      'Aucun jalon avant 2023.',
      'Fiche du dossier',
      'Rien d’enregistré',
      'Aucune note 0 critère noté sur 10',
      '10 critères de même poids, de 0 à 3. L’appel ne prévoit pas de pondération.',
    ])
      expect(vierge).toContain(mot)
    const corps = { 'note-portage': '3', 'note-resultats': '1', 'commentaire-constat': 'À vérifier en séance.', avis: 'Projet utile.' }
    for (const avis of ['À relire.', corps.avis]) expect((await enregistrer(m.regionale, { ...corps, avis })).status).toBe(303)
    const apres = await page(m.regionale)
    for (const mot of [
      '4 sur 6 2 critères notés sur 10',
      'À vérifier en séance.',
      'Projet utile.',
      'Enregistré le 21 octobre 2021 à 10 h 42',
    ])
      expect(apres).toContain(mot)
  })

  it('un critère que l’appel réserve à d’autres projets n’est pas à noter', async () => {
    m.w.regler('2021-09-13T10:00:00')
    await publier(m.w, texte => texte.replace(/^( {4}- code: constat\n)/m, "$1      si: type de structure = 'syndicat'\n"))
    const sien = await auComite(m.w, m.porteur.cookie)
    m.w.regler('2021-10-18T09:00:00')
    const seance = await m.seance([sien])
    await m.w.post(p.conflits(seance), { [`interet-${sien}`]: 'aucun' }, m.regionale.cookie)
    const grille = await (await m.w.get(p.grille(seance, sien), m.regionale.cookie)).text()
    expect([grille.includes('name="note-portage"'), grille.includes('name="note-constat"')]).toEqual([true, false])
  })

  it('la page de la séance, avec ses moyennes, attend la base quatre fois', async () => {
    await finaliser(m.regionale)
    const ouvrir = async () => expect(await lisible(await m.w.get(p.seance(id), m.administratrice.cookie))).toContain('1 sur 4')
    await ouvrir()
    expect(await m.w.echanges(ouvrir)).toBeLessThanOrEqual(4)
  })

  it('au fil de la saisie, un champ s’enregistre seul et la barre revient à jour', async () => {
    await auFil(m.regionale, { 'note-portage': '3' })
    const r = await auFil(m.regionale, { 'note-logiciel_libre': 'sans_objet' })
    expect(r.status).toBe(200)
    expect(await lisible(r)).toContain('3 sur 3 2 critères notés sur 10')
    expect((await notesDe(m.regionale)).map(n => n.critere)).toEqual(['logiciel_libre', 'portage'])
  })

  it('dix champs envoyés en même temps sont tous gardés', async () => {
    const tous = await Promise.all(CODES.map(c => auFil(m.regional, { [`note-${c}`]: '2' })))
    expect(tous.map(r => r.status)).toEqual(Array(10).fill(200))
    expect(await notesDe(m.regional)).toHaveLength(10)
  })

  it.each([
    ['une note hors de l’échelle', { 'note-portage': '4' }, 'n’est pas une note de l’échelle'],
    ['« sans objet » là où l’appel ne le permet pas', { 'note-portage': 'sans_objet' }, 'n’est pas une note de l’échelle'],
    ['un commentaire trop long', { 'commentaire-portage': 'x'.repeat(2001) }, 'tient en 2000 caractères'],
  ])('%s est refusée, et rien n’est écrit', async (_cas, corps, phrase) => {
    const r = await enregistrer(m.regionale, corps as Record<string, string>)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain(phrase)
    expect(await notesDe(m.regionale)).toEqual([])
  })

  it('le journal dit qui a noté quoi, jamais la note', async () => {
    await enregistrer(m.regionale, { 'note-portage': '3', 'commentaire-portage': 'Excellent.' })
    const [acte] = await actesDuComite(m.w, d)
    expect(acte).toEqual({ action: 'comite.note', seance: id, membre: m.regionale.id, criteres: ['portage'] })
  })
})

describe('finaliser', () => {
  it('tout doit être noté\u00a0: sinon la page dit ce qui manque, et garde la saisie', async () => {
    const r = await finaliser(m.regionale, { 'note-portage': '3' })
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('Notez «\u00a0Résultats tangibles avant fin 2022\u00a0»')
    expect(html).toMatch(/name="note-portage" value="3" checked/)
    expect(await notesDe(m.regionale)).toEqual([])
  })

  it('deux fois au même instant, c’est fait une fois\u00a0; plus rien ne change ensuite, même dans la base', async () => {
    const deux = await Promise.all([finaliser(m.regionale), finaliser(m.regionale)])
    expect(deux.map(r => r.status)).toEqual([303, 303])
    expect((await actesDuComite(m.w, d)).filter(e => e.action === 'comite.grille_finalisee')).toHaveLength(1)
    const tard = await enregistrer(m.regionale, {
      'note-portage': '0',
      'commentaire-portage': 'Le maire porte le projet.',
      avis: 'À suivre.',
    })
    expect(tard.status).toBe(409)
    for (const mot of ['Ce que vous aviez saisi', 'Le maire porte le projet.', 'À suivre.'])
      expect(await lisible(tard.clone())).toContain(mot)
    expect((await auFil(m.regionale, { 'note-portage': '0' })).status).toBe(409)
    const changer = 'update note n set valeur = 0 from grille g where g.id = n.grille_id and g.dossier_id = $1'
    await expect(m.w.owner.query(changer, [d])).rejects.toThrow('finalisée')
  })

  it('à l’aveugle jusque-là\u00a0: les notes des autres n’apparaissent qu’après la sienne, avec les écarts d’abord', async () => {
    await finaliser(m.regional, tout(2, { 'note-constat': '0', 'commentaire-constat': 'Rien de partagé.', avis: 'Réservé.' }))
    const avant = await page(m.regionale)
    expect(avant).toContain('1 des 3 autres membres a finalisé')
    for (const secret of ['Les notes du comité', 'Rien de partagé.', 'Réservé.', '18 sur 30']) expect(avant).not.toContain(secret)
    await finaliser(m.regionale, tout(3))
    const apres = await page(m.regionale)
    for (const vu of [
      'Les notes du comité',
      'Rien de partagé.',
      'Réservé.',
      '18 sur 30',
      '30 sur 30',
      '24 sur 30',
      '3 points',
      'Notes attendues de',
    ])
      expect(apres).toContain(vu)
    expect(apres.indexOf('c. Constat factuel')).toBeLessThan(apres.indexOf('a. Décision'))
  })

  it('l’ordre du jour dit la moyenne à l’administration, et à chaque membre des dossiers qu’il a finalisés', async () => {
    await finaliser(m.regional, tout(1))
    await finaliser(m.regional, tout(3), ids[1]!)
    await finaliser(m.regionale, tout(2))
    const ordre = async (qui: Qui) => lisible(await m.w.get(p.seance(id), qui.cookie))
    expect(await ordre(m.administratrice)).toContain('15 sur 30')
    expect(await ordre(m.administratrice)).toContain('30 sur 30')
    expect(await ordre(m.regionale)).toContain('15 sur 30')
    expect(await ordre(m.regionale)).not.toContain('30 sur 30')
    expect(await ordre(m.corseDuSud)).not.toContain('sur 30')
  })

  it('l’administration, qui ne siège pas, lit les notes finalisées seulement', async () => {
    await enregistrer(m.regional, tout(3, { avis: 'Encore en brouillon.' }))
    await finaliser(m.regionale, tout(1, { avis: 'Insuffisant.' }))
    const texte = await page(m.administratrice)
    expect(texte).toContain('Insuffisant.')
    expect(texte).not.toContain('Encore en brouillon.')
    expect((await enregistrer(m.administratrice, tout(1))).status).toBe(403)
  })
})

describe('le dossier a changé depuis', () => {
  it('une note donnée avant est à relire\u00a0: on la change ou on la garde, puis on finalise', async () => {
    await enregistrer(m.regionale, tout(2))
    await redeposer()
    expect(await page(m.regionale)).toContain('Le dossier a changé depuis votre note')
    const refus = await finaliser(m.regionale, tout(2, { 'note-portage': '3' }))
    expect(refus.status).toBe(422)
    expect(await lisible(refus)).toContain('Relisez « Résultats tangibles avant fin 2022 »')
    const gardees = Object.fromEntries(CODES.slice(1).map(c => [`maintien-${c}`, 'oui']))
    expect((await finaliser(m.regionale, tout(2, { 'note-portage': '3', ...gardees }))).status).toBe(303)
    const depots = new Set((await notesDe(m.regionale)).map(n => n.depot_id))
    const { rows } = await m.w.owner.query('select depot_id from instruction where dossier_id = $1', [d])
    expect([...depots]).toEqual([rows[0].depot_id])
  })

  it('un commentaire seul ne rajeunit pas la note', async () => {
    await enregistrer(m.regionale, tout(2))
    const depotDe = async () => (await notesDe(m.regionale)).find(n => n.critere === 'portage')!.depot_id
    const juge = await depotDe()
    await redeposer()
    await enregistrer(m.regionale, { 'commentaire-portage': 'Vu.' })
    expect(await depotDe()).toBe(juge)
  })

  it('une note finalisée se reprend\u00a0: celles des autres se referment', async () => {
    await finaliser(m.regionale)
    await finaliser(m.regional, tout(1, { avis: 'Faible.' }))
    expect((await m.w.post(p.reprise(id, d), {}, m.regionale.cookie)).status).toBe(409)
    await redeposer()
    expect(await page(m.regionale)).toContain('jugeaient une version précédente')
    expect((await m.w.post(p.reprise(id, d), {}, m.regionale.cookie)).status).toBe(303)
    expect(await page(m.regionale)).not.toContain('Faible.')
    expect((await actesDuComite(m.w, d)).at(-1)!.action).toBe('comite.grille_reprise')
  })

  it('tant qu’il est renvoyé en instruction, il ne se note ni ne se lit', async () => {
    await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [d])
    expect((await m.w.get(p.grille(id, d), m.regionale.cookie)).status).toBe(404)
    expect((await enregistrer(m.regionale, tout(1))).status).toBe(404)
  })
})
